import type { UserWithTokenAnswer } from '@rightful/contract'
import { linkAt } from '@rightful/server'
import type { CliProcess } from '../cli-context.ts'

/**
 * Shows this once how somebody comes in, alone on the standard output: the link to the page that takes their token, or the token where
 * it is not known where browsers reach the server. What to do with it goes to the error stream.
 */
export function writeUserToken(
  process: CliProcess,
  { pagesAt, ...made }: UserWithTokenAnswer & { readonly pagesAt: string | null },
  { isJson }: { readonly isJson: boolean },
): void {
  const { token, status, email } = made
  const kind = status === 'invited' ? 'invite' : 'reset'
  const link = pagesAt === null ? null : linkAt(pagesAt, kind, token)
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ ...made, link })}\n`)
    return
  }
  process.stdout.write(`${link ?? token}\n`)
  const until = made.token_expires_at.slice(0, 16).replace('T', ' ')
  const path = kind === 'invite' ? '/v1/invitations/accept' : '/v1/password/reset'
  const how = link === null ? `sends it to ${path} with a password` : 'opens it and sets a password'
  process.stderr.write(`This is shown only now. ${email} ${how}, until ${until} UTC.\n`)
}
