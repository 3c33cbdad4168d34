import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import type { WorkspaceStart } from './create-workspace.ts'

/** Where the bundled example lies. */
export const exampleFolder = join(import.meta.dirname, '..', '..', '..', '..', '..', 'examples', 'halden')

const accountRow = z.object({
  id: z.string(),
  name: z.string(),
  domains: z.string(),
  country: z.string(),
  tier: z.string(),
  owner: z.string(),
  parent: z.string(),
})

const tableFile = 'territories.csv'

/** The company of the bundled example, as the start of a workspace. */
export function demoWorkspace(folder: string = exampleFolder): WorkspaceStart {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const rows = z.array(accountRow).parse(parseCsv(read('accounts.csv'), { columns: true, bom: true }))
  return {
    name: 'demo',
    policy: { document: read('policy.yaml'), tables: { [tableFile]: read(tableFile) } },
    roster: z.record(z.string(), z.unknown()).parse(parseYaml(read('roster.yaml'))),
    accounts: rows.map(({ id, name, domains, ...rest }) => ({
      id,
      name,
      domains: domains === '' ? [] : domains.split(/[;, ]+/),
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')),
    })),
    createdBy: 'demo',
  }
}
