import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { policyParameter, rosterFlag } from './policy-parameter.ts'

export type PolicyDocsFlags = {
  readonly roster: string | undefined
  readonly out: string
  readonly format: 'markdown' | 'html' | undefined
}

/** `rightful policy docs`: writes the routing documentation. */
export const policyDocsCommand = buildCommand<PolicyDocsFlags, [string], CliContext>({
  loader: async () => (await import('./pending.ts')).pending,
  parameters: {
    flags: {
      roster: rosterFlag,
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'Where the documentation goes; - is the standard output',
        placeholder: 'FILE',
        default: '-',
      },
      format: {
        kind: 'enum',
        values: ['markdown', 'html'],
        brief: 'By the name of the output file otherwise, else markdown',
        optional: true,
      },
    },
    aliases: { r: 'roster', o: 'out', f: 'format' },
    positional: policyParameter,
  },
  docs: {
    brief: 'Write the routing documentation of a policy',
    fullDescription: `Writes down in words what a policy does: as Markdown, or as one HTML page that needs nothing else and draws the flow.

Examples:
  rightful policy docs policy.yaml > routing.md
  rightful policy docs policy.yaml --roster roster.yaml --out routing.html

Exit codes: 0 written; 1 the policy has errors; 2 wrong usage, or a file that cannot be read or written.`,
  },
})
