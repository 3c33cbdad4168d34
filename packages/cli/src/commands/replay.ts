import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'
import { parseCount } from './parse-count.ts'

export type ReplayFlags = ServerFlags & {
  readonly workspace: string | undefined
  readonly decision: string | undefined
  readonly fromVersion: number | undefined
  readonly policy: string | undefined
  readonly differences: number
  readonly json: boolean
}

/** `rightful replay`: makes stored decisions again. */
export const replayCommand = buildCommand<ReplayFlags, [], CliContext>({
  loader: async () => {
    const { runReplay } = await import('./run-replay.ts')
    return function (this: CliContext, flags: ReplayFlags) {
      return runReplay(this, flags)
    }
  },
  parameters: {
    flags: {
      ...serverFlags,
      workspace: workspaceFlag,
      decision: { kind: 'parsed', parse: String, brief: 'The one decision', placeholder: 'ID', optional: true },
      fromVersion: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'All decisions from this version of the workspace on',
        placeholder: 'N',
        optional: true,
      },
      policy: {
        kind: 'parsed',
        parse: String,
        brief: 'Decide by this policy in place of the one that did',
        placeholder: 'FILE',
        optional: true,
      },
      differences: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'Differences to name',
        placeholder: 'N',
        default: '20',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Make stored decisions again, and say what would come out differently',
    fullDescription: `Makes decisions again from what is stored: each on the people, pools and counts that it was made on. By the policy that decided,
nothing may come out differently; by another one, it says who would have got which lead. Changes nothing.

Examples:
  rightful replay --decision 01a20f8d-7e48-754a-8daf-52d260d2c523
  rightful replay --from-version 1 --policy policy-next.yaml
  RIGHTFUL_KEY=rf_live_… rightful replay --url http://127.0.0.1:8787 --from-version 5000 --json

Exit codes: 0 done; 1 something comes out differently; 2 wrong usage, or a server or database that cannot be used.`,
  },
})
