import { exportEntries } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspace } from '../operating/choose-workspace.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import { openOutput } from '../writers/text-output.ts'
import type { AuditExportFlags } from './audit-export.ts'

/** Writes the audit log of a workspace. */
export async function runAuditExport({ process }: CliContext, flags: AuditExportFlags): Promise<void> {
  const output = await openOutput(flags.out, process.stdout)
  const write = async (texts: AsyncIterable<string>): Promise<void> => {
    for await (const text of texts) await output.write(text)
  }
  try {
    const server = askedServer(flags, process)
    if (server !== null) await server.ask(async (client) => write(await client.exportAudit(flags.fromSeq)))
    else {
      await withStore(requireSettings(flags, process), async ({ db }) => {
        const { workspaceId } = await chooseWorkspace(db, flags.workspace)
        await write(exportEntries(db, workspaceId, flags.fromSeq))
      })
    }
    await output.close()
  } catch (error) {
    await output.discard()
    throw error
  }
}
