import { dirname, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { listPolicyTables } from '@rightful/engine'
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
  for (const name of listPolicyTables(policyText, { file: policyPath })) {
    const text = await readTextFile(resolve(folder, name), stdin).catch(() => null)
    if (text !== null) tables[name] = text
  }
  return tables
}
