import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { parseCount } from './parse-count.ts'

export type AuditExportFlags = ServerFlags & {
  readonly workspace: string | undefined
  readonly fromSeq: number
  readonly out: string
}

/** `rightful audit export`: the audit log as a file. */
export const auditExportCommand = buildCommand<AuditExportFlags, [], CliContext>({
  loader: async () => {
    const { runAuditExport } = await import('./run-audit-export.ts')
    return function (this: CliContext, flags: AuditExportFlags) {
      return runAuditExport(this, flags)
    }
  },
  parameters: {
    flags: {
      ...serverFlags,
      workspace: workspaceFlag,
      fromSeq: { kind: 'parsed', parse: parseCount, brief: 'The first entry', placeholder: 'N', default: '1' },
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'Where it goes; - is the standard output',
        placeholder: 'FILE',
        default: '-',
      },
    },
    aliases: { o: 'out' },
  },
  docs: {
    brief: 'Write the audit log to a file that verifies by itself',
    fullDescription: `Writes the chain of a workspace as NDJSON: every entry in order, the signed checkpoints, and where it ends.

Examples:
  rightful audit export --out audit.ndjson
  RIGHTFUL_KEY=rf_live_… rightful audit export --url http://127.0.0.1:8787 --from-seq 5001 --out later.ndjson

Exit codes: 0 written; 1 the server refused; 2 wrong usage, or a server, database or file that cannot be used.`,
  },
})
