import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type AuditKeyFlags = ServerFlags & { readonly workspace: string | undefined; readonly json: boolean }

/** `rightful audit key`: the public keys of the audit log. */
export const auditKeyCommand = buildCommand<AuditKeyFlags, [], CliContext>({
  loader: async () => {
    const { runAuditKey } = await import('./run-audit-key.ts')
    return function (this: CliContext, flags: AuditKeyFlags) {
      return runAuditKey(this, flags)
    }
  },
  parameters: { flags: { ...serverFlags, workspace: workspaceFlag, json: jsonFlag } },
  docs: {
    brief: 'Print the public keys by which checkpoints are verified',
    fullDescription: `Prints the public keys (Ed25519, PEM) that the checkpoints of a workspace were signed with, the oldest first. Keep them apart from
the server: what verifies an export must not come from whoever could have changed it.

Examples:
  rightful audit key > audit-key.pem

Exit codes: 0 done; 1 the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})
