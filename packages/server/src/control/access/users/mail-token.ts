import { readMailSender } from '../../connections/read.ts'
import type { Queryable } from '../../../platform/db/queryable.ts'
import type { Log } from '../../../platform/log/create-log.ts'
import type { Outbound } from '../../../platform/outbound/create-outbound.ts'
import { sendMail } from '../../../platform/outbound/send-mail.ts'
import type { PageLink } from './page-link.ts'

/** What mailing works with. */
export type MailDoor = { readonly db: Queryable; readonly log: Log; readonly outbound: Outbound }

/** A token for somebody's mailbox. */
export type TokenMail = {
  readonly workspaceId: string
  readonly kind: 'invite' | 'reset'
  readonly to: string
  readonly token: string
  /** To the page that takes the token, where that is known. */
  readonly link: PageLink
}

const texts = {
  invite: {
    subject: 'You are invited to Rightful',
    text: 'You are invited to Rightful. Accept the invitation within seven days',
    end: '',
  },
  reset: {
    subject: 'Your new password for Rightful',
    text: 'Somebody, most likely you, asked for a new password. Set it within an hour',
    end: ' If it was not you, do nothing.',
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
    const { subject, text, end } = texts[mail.kind]
    const link = mail.link(mail.kind, mail.token)
    const way = link === null ? 'with this token' : 'at this address'
    const headers = { 'Auto-Submitted': 'auto-generated' }
    const body = `${text} ${way}; it works once.${end}\n\n    ${link ?? mail.token}\n`
    await sendMail(outbound, { ...sender, to: [mail.to], subject, text: body, headers })
    return true
  } catch (error) {
    log.warn({ err: error, kind: mail.kind }, 'a token could not be mailed')
    return false
  }
}
