import { readMailSender } from '../../connections/read.ts'
import type { Queryable } from '../../../platform/db/queryable.ts'
import type { Log } from '../../../platform/log/create-log.ts'
import type { Outbound } from '../../../platform/outbound/create-outbound.ts'
import { sendMail } from '../../../platform/outbound/send-mail.ts'

/** What mailing works with. */
export type MailDoor = { readonly db: Queryable; readonly log: Log; readonly outbound: Outbound }

/** A token for somebody's mailbox. */
export type TokenMail = {
  readonly workspaceId: string
  readonly kind: 'invite' | 'reset'
  readonly to: string
  readonly token: string
}

const texts = {
  invite: {
    subject: 'You are invited to Rightful',
    text: 'You are invited to Rightful. Accept the invitation within seven days with this token; it works once:',
  },
  reset: {
    subject: 'Your new password for Rightful',
    text: 'Somebody, most likely you, asked for a new password. Set it within an hour with this token; it works once. If it was not you, do nothing:',
  },
} as const

/** Mails a token by the workspace's mail server. False, which the log tells more of: there is none, or it did not take the mail. */
export async function mailToken({ db, log, outbound }: MailDoor, mail: TokenMail): Promise<boolean> {
  try {
    const sender = await readMailSender(db, mail.workspaceId)
    if (sender === null) {
      log.info({ kind: mail.kind }, 'a token could not be mailed: the workspace has no e-mail destination')
      return false
    }
    const { subject, text } = texts[mail.kind]
    const headers = { 'Auto-Submitted': 'auto-generated' }
    await sendMail(outbound, { ...sender, to: [mail.to], subject, text: `${text}\n\n    ${mail.token}\n`, headers })
    return true
  } catch (error) {
    log.warn({ err: error, kind: mail.kind }, 'a token could not be mailed')
    return false
  }
}
