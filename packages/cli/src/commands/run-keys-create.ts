import { isScope, type Scope, scopes } from '@rightful/contract'
import { apiKeyView, createApiKey, findListedApiKey } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspace } from '../operating/choose-workspace.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import type { KeysCreateFlags } from './keys-create.ts'

/** Makes a key and shows it this once. */
export async function runKeysCreate(context: CliContext, flags: KeysCreateFlags, name: string): Promise<void> {
  const { process } = context
  const made = await createKey(context, flags, name)
  if (flags.json) process.stdout.write(`${JSON.stringify(made)}\n`)
  else {
    const { scopes: allowed, expires_at: expires } = made
    const until = expires === null ? 'for good' : `until ${expires}`
    process.stdout.write(`${made.key}\n`)
    process.stderr.write(`This is shown only now. "${made.name}" may do ${allowed.join(', ')}, ${until}.\n`)
  }
}

async function createKey({ process }: CliContext, flags: KeysCreateFlags, name: string) {
  const wanted = flags.scopes.split(',').map(readScope)
  const server = askedServer(flags, process)
  if (server !== null) {
    const expires = flags.expires === undefined ? null : flags.expires.toString()
    return server.ask((client) => client.createKey({ name, scopes: wanted, expires_at: expires }))
  }
  return withStore(requireSettings(flags, process), async ({ db }) => {
    const { workspaceId } = await chooseWorkspace(db, flags.workspace)
    const expiresAtMs = flags.expires?.epochMilliseconds ?? null
    const asked = { workspaceId, name, scopes: wanted, expiresAtMs, by: 'command line' }
    const { apiKeyId, key } = await db.transaction((tx) => createApiKey(tx, asked))
    const row = await findListedApiKey(db, workspaceId, apiKeyId)
    if (row === null) throw new Error('A key that was just made is not there.')
    return { ...apiKeyView(row), key }
  })
}

function readScope(text: string): Scope {
  const name = text.trim()
  if (isScope(name)) return name
  throw new CliError('scope_unknown', {
    where: `--scopes ${name}`,
    hint: `There are ${Object.keys(scopes).join(', ')}.`,
  })
}
