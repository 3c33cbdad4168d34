import type { CliProcess } from '../cli-context.ts'
import { requireDocument } from './load-document.ts'
import { parsePolicyFile } from './load-policy.ts'

/** The text of a policy as it is sent to a server: its document, and its tables by the names that it uses. */
export type PolicyFileText = { readonly document: string; readonly tables: Readonly<Record<string, string>> }

/** Reads a policy and its tables as texts, after parsing them: problems are printed, and errors stop the command. */
export async function loadPolicyText(path: string, process: CliProcess): Promise<PolicyFileText> {
  const parsed = await parsePolicyFile(path, process)
  requireDocument(parsed, path, process)
  const file = path === '-' ? 'standard input' : path
  const { [file]: document = '', ...tables } = parsed.texts
  return { document, tables }
}
