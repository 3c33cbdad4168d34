import type { Account } from '../match/account.ts'
import type { Policy } from '../policy/policy.ts'
import type { Place } from '../policy/problem.ts'
import type { Roster } from '../roster/roster.ts'
import { type Finding, countOf, finding, listNames } from './finding.ts'
import { collectReads } from './policy-reads.ts'

/** Cycles told one by one. */
const CYCLES_TOLD = 10
const NAMES_SHOWN = 5

/** Parents that lead back to the account, and owners who cannot take its leads. */
export function checkAccounts(policy: Policy, accounts: Iterable<Account>, roster: Roster | null): readonly Finding[] {
  const parents = new Map<string, string | null>()
  const missing = new Map<string, number>()
  const active =
    roster === null ? null : new Set(roster.owners.filter((owner) => owner.active).map((owner) => owner.id))
  for (const { id, parent, owner } of accounts) {
    parents.set(id, parent ?? null)
    if (owner !== undefined && active !== null && !active.has(owner)) missing.set(owner, (missing.get(owner) ?? 0) + 1)
  }
  const place: Place = { file: 'accounts', line: 1, column: 1 }
  const isRead = collectReads(policy).symbols.has('account.owner')
  return [...tellCycles(parents, place), ...(isRead ? tellOwners(missing, place) : [])]
}

function tellCycles(parents: ReadonlyMap<string, string | null>, place: Place): readonly Finding[] {
  return findCycles(parents)
    .slice(0, CYCLES_TOLD)
    .map((cycle) =>
      finding('check_account_cycle', {
        severity: 'warning',
        message: `Accounts are each other’s parents: ${[...cycle, cycle[0]].slice(0, 10).join(' → ')}${cycle.length >= 10 ? ' → …' : ''}.`,
        hint: 'Remove the parent of one of them.',
        place,
        path: `accounts[${JSON.stringify(cycle[0])}].parent`,
      }),
    )
}

/** Each cycle once, beginning with its least id. */
function findCycles(parents: ReadonlyMap<string, string | null>): readonly (readonly string[])[] {
  const settled = new Set<string>()
  const cycles: (readonly string[])[] = []
  for (const start of parents.keys()) {
    const way = new Map<string, number>()
    let at: string | null = start
    while (at !== null && !settled.has(at) && !way.has(at)) {
      way.set(at, way.size)
      at = parents.get(at) ?? null
    }
    const from = at === null ? undefined : way.get(at)
    if (from !== undefined) cycles.push(rotated([...way.keys()].slice(from)))
    for (const id of way.keys()) settled.add(id)
  }
  return cycles
}

function rotated(cycle: readonly string[]): readonly string[] {
  const least = cycle.reduce((best, id) => (id < best ? id : best))
  const at = cycle.indexOf(least)
  return [...cycle.slice(at), ...cycle.slice(0, at)]
}

function tellOwners(missing: ReadonlyMap<string, number>, place: Place): readonly Finding[] {
  if (missing.size === 0) return []
  const byCount = [...missing].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
  const count = byCount.reduce((sum, [, each]) => sum + each, 0)
  return [
    finding('check_account_owner_unknown', {
      severity: 'warning',
      message: `${countOf(count, 'account')} ${count === 1 ? 'belongs' : 'belong'} to people who are not in the roster, or not active: ${listNames(
        byCount.map(([id]) => id),
        NAMES_SHOWN,
      )}.`,
      hint: 'Give the accounts to others; until then their leads go to the next place.',
      place,
      path: 'accounts',
    }),
  ]
}
