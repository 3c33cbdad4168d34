import { documentAsHtml, documentAsMarkdown } from '@rightful/engine'
import type { CliContext } from '../cli-context.ts'
import { loadPolicy } from '../loading/load-policy.ts'
import { openOutput } from '../writers/text-output.ts'
import type { PolicyDocsFlags } from './policy-docs.ts'

/** Writes the routing documentation of a policy. */
export async function runPolicyDocs(context: CliContext, flags: PolicyDocsFlags, path: string): Promise<void> {
  const { process } = context
  const policy = await loadPolicy(path, process)
  const format = flags.format ?? (/\.html?$/i.test(flags.out) ? 'html' : 'md')
  const text = format === 'html' ? documentAsHtml(policy) : documentAsMarkdown(policy)
  const output = await openOutput(flags.out, process.stdout)
  try {
    await output.write(text)
    await output.close()
  } catch (error) {
    await output.discard()
    throw error
  }
}
