import type { FlagParametersForType } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { parseInstant } from './parse-instant.ts'
import { accountsFlag } from './policy-parameter.ts'

/** By what leads are decided. */
export type WorldFlags = {
  readonly policy: string
  readonly roster: string
  readonly accounts: string | undefined
  readonly at: Temporal.Instant | undefined
}

/** The flags of every command that decides leads. */
export const worldFlags: FlagParametersForType<WorldFlags, CliContext> = {
  policy: {
    kind: 'parsed',
    parse: String,
    brief: 'The policy, YAML or JSON; tables are looked for beside it',
    placeholder: 'FILE',
  },
  roster: { kind: 'parsed', parse: String, brief: 'Owners and pools, YAML or JSON', placeholder: 'FILE' },
  accounts: accountsFlag,
  at: {
    kind: 'parsed',
    parse: parseInstant,
    brief: 'When the leads arrive, as 2026-11-24T09:00:00Z or 2026-11-24T10:00[Europe/Berlin]; now otherwise',
    placeholder: 'INSTANT',
    optional: true,
  },
}
