import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { policyParameter } from './policy-parameter.ts'

export type PolicyDocsFlags = {
  readonly out: string
  readonly format: 'md' | 'html' | undefined
}

/** `rightful policy docs`: writes the routing documentation. */
export const policyDocsCommand = buildCommand<PolicyDocsFlags, [string], CliContext>({
  loader: async () => {
    const { runPolicyDocs } = await import('./run-policy-docs.ts')
    return function (this: CliContext, flags: PolicyDocsFlags, path: string) {
      return runPolicyDocs(this, flags, path)
    }
  },
  parameters: {
    flags: {
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'Where the documentation goes; - is the standard output',
        placeholder: 'FILE',
        default: '-',
      },
      format: {
        kind: 'enum',
        values: ['md', 'html'],
        brief: 'By the name of the output file otherwise, else md',
        optional: true,
      },
    },
    aliases: { o: 'out', f: 'format' },
    positional: policyParameter,
  },
  docs: {
    brief: 'Write the routing documentation of a policy',
    fullDescription: `Writes down in words what a policy does: as Markdown, or as one HTML page that needs nothing else and draws the flow.

Examples:
  rightful policy docs policy.yaml > routing.md
  rightful policy docs policy.yaml --out routing.html

Exit codes: 0 written; 1 the policy has errors; 2 wrong usage, or a file that cannot be read or written.`,
  },
})
