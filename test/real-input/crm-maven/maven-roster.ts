import { sharedData } from '../../../packages/cli/src/testing/shared-data.ts'
import { readTable } from '../read-table.ts'

/** A seller of the data set, and what becomes of them in the roster. */
export type Seller = {
  readonly id: string
  readonly manager: string
  readonly office: string
  /** `false` for those who never got a deal. */
  readonly isActive: boolean
  /** Looks after strategic accounts, and is in no office's pool. */
  readonly isKeyAccount: boolean
}

export type Pools = Readonly<Record<string, readonly { readonly owner: string; readonly weight: number }[]>>

/** Four of those with the most deals look after strategic accounts. */
const keyAccountSellers = new Set(['Darcel Schlecht', 'Vicki Laflamme', 'Kary Hendrixson', 'Anna Snelling'])

/** Leads a day that one of them can take. */
export const busySeller = { id: 'darcel-schlecht', max: 2 }

/** When another of them is on leave: dates, the end exclusive. */
export const absentSeller = { id: 'vicki-laflamme', from: '2017-07-01', until: '2017-08-01' }

/** `Mei-Mei Johns` → `mei-mei-johns`. */
export function idOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

export function readSellers(): readonly Seller[] {
  const withDeals = new Set(readTable(sharedData('crm-maven', 'sales_pipeline.csv')).map((row) => row('sales_agent')))
  return readTable(sharedData('crm-maven', 'sales_teams.csv')).map((row) => ({
    id: idOf(row('sales_agent')),
    manager: row('manager'),
    office: row('regional_office'),
    isActive: withDeals.has(row('sales_agent')),
    isKeyAccount: keyAccountSellers.has(row('sales_agent')),
  }))
}

/** Pools of the offices and of the product teams, each made of two managers' people, and the managers' own. */
export function poolsOf(sellers: readonly Seller[]): Pools {
  const membersOf = (isIn: (seller: Seller) => boolean) =>
    sellers
      .filter((seller) => isIn(seller) && !seller.isKeyAccount)
      .map(({ id }, index) => ({ owner: id, weight: 1 + (index % 3) }))
  const teams = (...managers: readonly string[]) => membersOf(({ manager }) => managers.includes(manager))
  return {
    Central: membersOf(({ office }) => office === 'Central'),
    East: membersOf(({ office }) => office === 'East'),
    West: membersOf(({ office }) => office === 'West'),
    gtx: teams('Dustin Brinkmann', 'Summer Sewald'),
    mg: teams('Melvin Marxen', 'Celia Rouche'),
    gtk: teams('Rocco Neubert', 'Cara Losch'),
    managers: [...new Set(sellers.map(({ manager }) => idOf(manager)))].map((owner) => ({ owner, weight: 1 })),
  }
}

/** The roster as a document. */
export function rosterText(sellers: readonly Seller[]): string {
  const pools = poolsOf(sellers)
  const owners = sellers.map((seller) => ({
    id: seller.id,
    team: seller.office,
    active: seller.isActive,
    ...(seller.id === busySeller.id ? { caps: [{ per: 'day', max: busySeller.max }] } : {}),
    ...(seller.id === absentSeller.id ? { absences: [{ from: absentSeller.from, until: absentSeller.until }] } : {}),
  }))
  const managers = (pools['managers'] ?? []).map(({ owner }) => ({ id: owner }))
  return JSON.stringify({
    roster: 'computer-hardware',
    owners: [...owners, ...managers],
    pools: Object.entries(pools).map(([id, members]) => ({ id, members })),
  })
}
