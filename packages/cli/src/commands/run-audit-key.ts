import { listAuditKeys } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspace } from '../operating/choose-workspace.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import type { AuditKeyFlags } from './audit-key.ts'

/** Prints the public keys of the audit log. */
export async function runAuditKey(context: CliContext, flags: AuditKeyFlags): Promise<void> {
  const { stdout, stderr } = context.process
  const { data } = await readKeys(context, flags)
  if (flags.json) stdout.write(`${JSON.stringify({ data })}\n`)
  else stdout.write(data.map(({ public_key: pem }) => pem).join(''))
  if (data.length === 0)
    stderr.write('Nothing was signed yet: the first checkpoint is made some minutes after a start.\n')
}

async function readKeys({ process }: CliContext, flags: AuditKeyFlags) {
  const server = askedServer(flags, process)
  if (server !== null) return server.ask((client) => client.auditKeys())
  return withStore(requireSettings(flags, process), async ({ db }) => {
    const { workspaceId } = await chooseWorkspace(db, flags.workspace)
    return listAuditKeys(db, workspaceId)
  })
}
