import type { CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { askedServer, type AskedServer } from './ask-server.ts'
import { serverFlags } from './server-flags.ts'

/** Which server has the policy. */
export type PolicyServerFlags = { readonly url: string | undefined; readonly key: string | undefined }

/** The flags of commands that speak with a server and cannot do without one. */
export const policyServerFlags = {
  url: { ...serverFlags.url, brief: 'The server, in place of RIGHTFUL_URL' },
  key: { ...serverFlags.key, brief: 'An API key, better given as RIGHTFUL_KEY, where no list of processes shows it' },
} as const

/** The server that flags or environment name. Throws `server_needed` and `key_needed`. */
export function requirePolicyServer(flags: PolicyServerFlags, process: CliProcess): AskedServer {
  const server = askedServer({ ...flags, config: undefined, dataDirectory: undefined }, process)
  if (server !== null) return server
  throw new CliError('server_needed', { where: '--url', hint: 'Give it, or set RIGHTFUL_URL.' })
}
