import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { policyServerFlags, type PolicyServerFlags } from '../operating/policy-server.ts'
import { jsonFlag } from './json-flag.ts'
import { parseCount } from './parse-count.ts'

export type WhatIfFlags = PolicyServerFlags & {
  readonly policy: string
  readonly base: number | undefined
  readonly days: number
  readonly filter: string | undefined
  readonly leads: number
  readonly seed: string
  readonly json: boolean
}

/** `rightful what-if --policy FILE`: what would have become of past leads under another policy. */
export const whatIfCommand = buildCommand<WhatIfFlags, [], CliContext>({
  loader: async () => {
    const { runWhatIf } = await import('./run-what-if.ts')
    return function (this: CliContext, flags: WhatIfFlags) {
      return runWhatIf(this, flags)
    }
  },
  parameters: {
    flags: {
      ...policyServerFlags,
      policy: { kind: 'parsed', parse: String, brief: 'The policy that is asked about', placeholder: 'FILE' },
      base: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'Compare with this version in place of the active one',
        placeholder: 'N',
        optional: true,
      },
      days: { kind: 'parsed', parse: parseCount, brief: 'Leads of the last days', placeholder: 'N', default: '30' },
      filter: {
        kind: 'parsed',
        parse: String,
        brief: 'Only leads for which this condition on fields is true',
        placeholder: 'CONDITION',
        optional: true,
      },
      leads: {
        kind: 'parsed',
        parse: parseCount,
        brief: 'Of more leads, draw so many',
        placeholder: 'N',
        default: '100000',
      },
      seed: { kind: 'parsed', parse: String, brief: 'What draws them', placeholder: 'TEXT', default: '1' },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Say who would have got the leads of the last days under another policy',
    fullDescription: `Asks a server what would have become of its leads under the policy in FILE: who gains and who loses how many, which outcomes
change, how fairly they would have been divided, and when clocks would have been due. Nothing on the server changes. The key needs the scope policies:read.

Examples:
  rightful what-if --policy policy-next.yaml
  rightful what-if --policy policy-next.yaml --days 7 --filter 'country == "DE"' --json

Exit codes: 0 no lead goes elsewhere; 1 some do; 2 wrong usage, or a server that cannot be used.`,
  },
})
