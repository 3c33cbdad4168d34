import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'
import { parseCount } from './parse-count.ts'

export type VerifyFlags = ServerFlags & {
  readonly workspace: string | undefined
  readonly fromVersion: number
  readonly violations: number
  readonly drained: boolean
  readonly json: boolean
}

/** `rightful verify`: checks that what is stored keeps every law. */
export const verifyCommand = buildCommand<VerifyFlags, [], CliContext>({
  loader: async () => {
    const { runVerify } = await import('./run-verify.ts')
    return function (this: CliContext, flags: VerifyFlags) {
      return runVerify(this, flags)
    }
  },
  parameters: {
    flags: {
      ...serverFlags,
      workspace: workspaceFlag,
      fromVersion: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'Make decisions again from this version of the workspace on',
        placeholder: 'N',
        default: '1',
      },
      violations: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'Violations to name for each law',
        placeholder: 'N',
        default: '20',
      },
      drained: {
        kind: 'boolean',
        brief: 'Also that no work is overdue, as when nothing comes in any more',
        default: false,
        withNegated: false,
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Check that what is stored keeps every law',
    fullDescription: `Checks every law of what is stored: one outcome and one owner a lead, every assignment with its decision, counters equal to a
recount, no capacity exceeded, no clock early, and every decision, made again, comes to the same. Reads one snapshot, while leads
go on coming in. A server that is named checks the workspace of the key; otherwise the database is opened, and all are checked.

Examples:
  rightful verify
  rightful verify --workspace demo --from-version 120000
  RIGHTFUL_KEY=rf_live_… rightful verify --url http://127.0.0.1:8787 --json

Exit codes: 0 done; 1 something is violated; 2 wrong usage, or a server or database that cannot be used.`,
  },
})
