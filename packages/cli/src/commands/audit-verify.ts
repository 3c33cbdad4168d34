import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { jsonFlag } from './json-flag.ts'
import { parseCount } from './parse-count.ts'

export type AuditVerifyFlags = {
  readonly key: string | undefined
  readonly checkpoints: string | undefined
  readonly fromSeq: number
  readonly json: boolean
}

/** `rightful audit verify`: verifies an export without any server. */
export const auditVerifyCommand = buildCommand<AuditVerifyFlags, [string], CliContext>({
  loader: async () => {
    const { runAuditVerify } = await import('./run-audit-verify.ts')
    return function (this: CliContext, flags: AuditVerifyFlags, path: string) {
      return runAuditVerify(this, flags, path)
    }
  },
  parameters: {
    flags: {
      key: {
        kind: 'parsed',
        parse: String,
        brief: 'Public keys (PEM, or the answer of /v1/audit/key): checkpoints must be signed by them',
        placeholder: 'FILE',
        optional: true,
      },
      checkpoints: {
        kind: 'parsed',
        parse: String,
        brief: 'Checkpoints that were kept elsewhere; without them nobody can tell that the newest entries are gone',
        placeholder: 'FILE',
        optional: true,
      },
      fromSeq: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'The entry that the export was asked to begin with',
        placeholder: 'N',
        default: '1',
      },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The export; - is the standard input', placeholder: 'FILE' }],
    },
  },
  docs: {
    brief: 'Verify an export of the audit log, without any server',
    fullDescription: `Reads an export and says which entries were edited, removed, inserted, swapped or cut off. Needs no server and no network.

Examples:
  rightful audit verify audit.ndjson
  rightful audit verify audit.ndjson --key audit-key.pem --checkpoints audit-checkpoints.ndjson

Exit codes: 0 nothing is wrong; 1 something is; 2 wrong usage, or a file that cannot be used.`,
  },
})
