import type { ApiKeyAnswer } from '@rightful/contract'
import { apiKeyView, revokeApiKey } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspace } from '../operating/choose-workspace.ts'
import { listKeys } from '../operating/list-keys.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import type { KeysRevokeFlags } from './keys-revoke.ts'

/** Revokes one key. */
export async function runKeysRevoke({ process }: CliContext, flags: KeysRevokeFlags, which: string): Promise<void> {
  const found = (await listKeys(flags, process)).filter(
    ({ api_key_id: id, prefix }) => id === which || prefix === which,
  )
  const [key] = found
  if (key === undefined || found.length > 1) {
    const hint = found.length > 1 ? 'Several begin so: give the id.' : '`rightful keys list` shows them.'
    throw new CliError('key_unknown', { where: which, hint })
  }
  const revoked = await revoke(flags, { process, apiKeyId: key.api_key_id })
  if (flags.json) process.stdout.write(`${JSON.stringify(revoked)}\n`)
  else process.stdout.write(`"${revoked.name}" (${revoked.prefix}…) works no more.\n`)
}

async function revoke(
  flags: KeysRevokeFlags,
  { process, apiKeyId }: { readonly process: CliContext['process']; readonly apiKeyId: string },
): Promise<ApiKeyAnswer> {
  const server = askedServer(flags, process)
  if (server !== null) return server.ask((client) => client.revokeKey(apiKeyId))
  return withStore(requireSettings(flags, process), async ({ db }) => {
    const { workspaceId } = await chooseWorkspace(db, flags.workspace)
    const row = await db.transaction((tx) => revokeApiKey(tx, { workspaceId, apiKeyId, by: 'command line' }))
    if (row === null) throw new CliError('key_unknown', { where: apiKeyId })
    return apiKeyView(row)
  })
}
