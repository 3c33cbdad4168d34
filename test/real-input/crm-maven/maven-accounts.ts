import type { Account } from '@rightful/engine'
import { sharedData } from '../../../packages/cli/src/testing/shared-data.ts'
import { readTable, type TableRow } from '../read-table.ts'
import { absentSeller, busySeller, idOf } from './maven-roster.ts'

/** Accounts with a higher revenue (millions of dollars) are strategic, whatever they own. */
const strategicRevenue = 5000

/** Strategic accounts go round these in the order of their names; one of them has left, and one account has nobody. */
const strategicOwners = [busySeller.id, absentSeller.id, 'kary-hendrixson', 'anna-snelling', 'carl-lin', undefined]

/** The account book as it stands, one row by name. */
export function readAccountRows(): ReadonlyMap<string, TableRow> {
  return new Map(readTable(sharedData('crm-maven', 'accounts.csv')).map((row) => [row('account'), row]))
}

export function accountsOf(rows: ReadonlyMap<string, TableRow>): readonly Account[] {
  const parents = new Set([...rows.values()].map((row) => row('subsidiary_of')).filter((name) => name !== ''))
  const isStrategic = (row: TableRow): boolean =>
    parents.has(row('account')) || Number(row('revenue')) > strategicRevenue
  const strategic = [...rows.values()].filter(isStrategic).map((row) => row('account'))
  return [...rows].map(([name, row]) => {
    const position = strategic.indexOf(name)
    const owner = strategicOwners[position % strategicOwners.length]
    return {
      id: idOf(name),
      name,
      tier: position === -1 ? 'standard' : 'strategic',
      ...(position === -1 || owner === undefined ? {} : { owner }),
      ...(row('subsidiary_of') === '' ? {} : { parent: idOf(row('subsidiary_of')) }),
    }
  })
}
