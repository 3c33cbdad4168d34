import { dirname, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { isScalar, parseDocument, visit } from 'yaml'
import { readTextFile } from './read-text-file.ts'

/**
 * The texts of the decision tables that a policy names, by the name it uses; names are paths that start at the policy's
 * folder. A table that is not there is left out: the policy's parser says so, with the place that names it.
 */
export async function readTables(
  policyText: string,
  policyPath: string,
  stdin: Readable,
): Promise<Readonly<Record<string, string>>> {
  const folder = policyPath === '-' ? '.' : dirname(policyPath)
  const tables: Record<string, string> = {}
  for (const name of tableNames(policyText)) {
    const text = await readTextFile(resolve(folder, name), stdin).catch(() => null)
    if (text !== null) tables[name] = text
  }
  return tables
}

/** Every text that stands under a key `table`. JSON is YAML too; what does not parse names no tables. */
export function tableNames(policyText: string): readonly string[] {
  const names = new Set<string>()
  visit(parseDocument(policyText, { logLevel: 'silent' }), {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'table' && isScalar(value) && typeof value.value === 'string')
        names.add(value.value)
    },
  })
  return [...names]
}
