import type { ApiKeyAnswer } from '@rightful/contract'
import type { CliContext } from '../cli-context.ts'
import { listKeys } from '../operating/list-keys.ts'
import { formatTable } from '../terminal/format-table.ts'
import type { KeysListFlags } from './keys-list.ts'

/** Prints the keys of a workspace. */
export async function runKeysList({ process }: CliContext, flags: KeysListFlags): Promise<void> {
  const keys = await listKeys(flags, process)
  if (flags.json) process.stdout.write(`${JSON.stringify({ keys })}\n`)
  else process.stdout.write(keys.length === 0 ? 'There are no keys.\n' : `${toTable(keys).join('\n')}\n`)
}

function toTable(keys: readonly ApiKeyAnswer[]): readonly string[] {
  const rows = keys.map((key) => [
    key.prefix,
    key.name,
    key.scopes.join(','),
    key.last_used_at === null ? 'never' : key.last_used_at.slice(0, 16),
    stateOf(key),
  ])
  return formatTable(['key', 'name', 'scopes', 'last used', 'state'], rows)
}

function stateOf({ revoked_at: revoked, expires_at: expires }: ApiKeyAnswer): string {
  if (revoked !== null) return `revoked ${revoked.slice(0, 10)}`
  if (expires === null) return 'works'
  return `${expires <= new Date().toISOString() ? 'expired' : 'works until'} ${expires.slice(0, 10)}`
}
