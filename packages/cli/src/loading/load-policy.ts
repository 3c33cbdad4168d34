import { parsePolicy, type Policy } from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import { requireDocument, type ParsedDocument } from './load-document.ts'
import { readTables } from './read-tables.ts'
import { readTextFile } from './read-text-file.ts'
import { refuseOtherKind } from './refuse-other-kind.ts'

/** Reads a policy and the tables it names, and parses them; `-` is the standard input. Nothing is printed. */
export async function parsePolicyFile(path: string, process: CliProcess): Promise<ParsedDocument<Policy>> {
  const text = await readTextFile(path, process.stdin)
  refuseOtherKind(text, 'policy', path)
  const tables = await readTables(text, path, process.stdin)
  const file = path === '-' ? 'standard input' : path
  const { policy, problems } = parsePolicy(text, { file, tables })
  return { document: policy, problems, texts: { ...tables, [file]: text } }
}

/** The policy in a file, ready for use: its problems are printed, and errors stop the command. */
export async function loadPolicy(path: string, process: CliProcess): Promise<Policy> {
  return requireDocument(await parsePolicyFile(path, process), path, process)
}
