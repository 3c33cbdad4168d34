import type { ApiKeyAnswer } from '@rightful/contract'
import { apiKeyView, listApiKeys } from '@rightful/server'
import type { CliProcess } from '../cli-context.ts'
import { askedServer } from './ask-server.ts'
import { chooseWorkspace } from './choose-workspace.ts'
import { requireSettings } from './read-settings.ts'
import type { ServerFlags } from './server-flags.ts'
import { withStore } from './with-store.ts'

const KEYS_SHOWN = 1000

/** The keys of a workspace, from a server or from the database. */
export async function listKeys(
  flags: ServerFlags & { readonly workspace: string | undefined },
  process: CliProcess,
): Promise<readonly ApiKeyAnswer[]> {
  const server = askedServer(flags, process)
  if (server !== null) return (await server.ask((client) => client.listKeys())).data
  return withStore(requireSettings(flags, process), async ({ db }) => {
    const { workspaceId } = await chooseWorkspace(db, flags.workspace)
    return (await listApiKeys(db, workspaceId, KEYS_SHOWN)).map(apiKeyView)
  })
}
