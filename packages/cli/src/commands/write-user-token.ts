import type { UserWithTokenAnswer } from '@rightful/contract'
import type { CliProcess } from '../cli-context.ts'

/** Shows a token this once: alone on the standard output, and on the error stream what to do with it. */
export function writeUserToken(
  process: CliProcess,
  made: UserWithTokenAnswer,
  { isJson, path }: { readonly isJson: boolean; readonly path: string },
): void {
  if (isJson) {
    process.stdout.write(`${JSON.stringify(made)}\n`)
    return
  }
  process.stdout.write(`${made.token}\n`)
  const until = made.token_expires_at.slice(0, 16).replace('T', ' ')
  process.stderr.write(
    `This is shown only now. ${made.email} sends it to ${path} with a password, until ${until} UTC.\n`,
  )
}
