import { closeSync, openSync, readSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createCsvRowWriter } from '../../packages/cli/src/writers/csv-row.ts'
import { generateAccountBook } from '../generated-business/generate-companies.ts'
import { createLeadGenerator, leadColumns } from '../generated-business/generate-leads.ts'
import { writePolicy, type PolicySize } from '../generated-business/write-policy.ts'
import { writeRoster } from '../generated-business/write-roster.ts'

export type RouteFiles = {
  readonly leads: string
  readonly policy: string
  readonly roster: string
  readonly decisions: string
  readonly megabytes: number
}

const companies = 100_000
const rowsAtOnce = 10_000

/** Writes leads, policy with its table, and roster into the folder. */
export async function writeRouteFiles(
  folder: string,
  size: PolicySize & { readonly leadCount: number },
): Promise<RouteFiles> {
  const [leads, policy, roster] = ['leads.csv', 'policy.yaml', 'roster.yaml'].map((name) => join(folder, name))
  const written = writePolicy(21, size)
  writeFileSync(policy, written.text)
  for (const [name, text] of Object.entries(written.tables)) writeFileSync(join(folder, name), text)
  // Nothing is closed while a file is routed: with capacities a million leads would mostly wait.
  writeFileSync(roster, writeRoster(22, ['restricted.example']).replaceAll(/^ +(?:capacity|caps): .*\n/gm, ''))
  writeLeads(leads, size.leadCount)
  return { leads, policy, roster, decisions: join(folder, 'decisions.csv'), megabytes: statSync(leads).size / 1e6 }
}

function writeLeads(path: string, count: number): void {
  const next = createLeadGenerator(23, generateAccountBook(24, companies))
  const toText = createCsvRowWriter({ delimiter: ',', guardFormulas: false })
  const file = openSync(path, 'w')
  writeSync(file, toText(['id', ...leadColumns]))
  for (let written = 0; written < count; written += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, count - written) }, (_, index) => {
      const lead = next()
      return toText([`L-${written + index + 1}`, ...leadColumns.map((name) => lead[name])])
    })
    writeSync(file, rows.join(''))
  }
  closeSync(file)
}

/** Lines of a file, read in pieces. */
export function countLines(path: string): number {
  const file = openSync(path, 'r')
  const piece = Buffer.alloc(1 << 20)
  let lines = 0
  for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) {
    for (let at = piece.indexOf(10); at >= 0 && at < size; at = piece.indexOf(10, at + 1)) lines += 1
  }
  closeSync(file)
  return lines
}
