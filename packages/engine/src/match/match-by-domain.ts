import type { AccountMatch } from './account.ts'
import { compareNames, isCloser } from './compare-names.ts'
import type { NameRelation } from './compare-names.ts'
import { standsForCompany } from './mail-evidence.ts'
import { matchByNameKey, startNameSearch } from './match-by-name.ts'
import { ambiguous, areTooMany, isBelow, settle } from './narrow-accounts.ts'
import type { Finding, Search } from './narrow-accounts.ts'
import { readAccountNames, readName } from './read-name.ts'

/** Names of more accounts than this are not compared one by one. */
const comparedMax = 50

/** Finds the account by the lead's mail domain; `null` where that names none. */
export function matchByDomain(search: Search): AccountMatch | null {
  const finding = standsForCompany(search.index, search.lead) ? findByDomain(search) : null
  if (finding === null || isOverruled(search, finding)) return null
  if (areTooMany(finding.positions)) return ambiguous(search.index, finding)
  const named = nameMembers(search, finding)
  return settle(search, { ...finding, positions: named })
}

/**
 * A faculty has its own account, and writes from below the domain of its university: where the domain is not quite the account's,
 * an account that bears the very name of the lead's company goes first.
 */
function isOverruled({ index, lead }: Search, { tier, positions }: Finding): boolean {
  if (tier === 'domain_exact' || lead.company === null) return false
  const search = startNameSearch({ index, lead }, readName(lead.company))
  const bearer = search === null ? null : matchByNameKey(search)
  if (bearer?.kind !== 'matched') return false
  return !positions.some((position) => index.accountAt(position) === bearer.account)
}

function findByDomain({ index, lead }: Search): Finding | null {
  const { host, domain } = lead
  if (host === null) return null
  const exact = index.lookup.byHost(host)
  if (exact.length > 0) return { positions: exact, tier: 'domain_exact', evidence: host }
  if (domain === null) return null
  // From the host upwards, so that the closest listed domain counts.
  for (let name = host; name.length > domain.length;) {
    name = name.slice(name.indexOf('.') + 1)
    const parents = index.lookup.byHost(name)
    if (parents.length > 0) return { positions: parents, tier: 'domain_parent', evidence: name }
  }
  return findByRegistrable({ index, lead }, domain)
}

/** The lead writes from beside or above what the account lists. Somebody else may own that, so the name must speak for it. */
function findByRegistrable({ index, lead }: Search, domain: string): Finding | null {
  const listed = index.lookup.byRegistrable(domain)
  if (listed.length === 0 || lead.company === null) return null
  const readings = readName(lead.company)
  const positions = listed.filter((position) => {
    const account = index.accountAt(position)
    return account !== undefined && compareNames(readings, readAccountNames(account)) !== null
  })
  return positions.length === 0 ? null : { positions, tier: 'domain_registrable', evidence: domain }
}

/**
 * Where several accounts share the domain, or the account has others below it, the lead's company says which: a
 * subsidiary writes from its parent's domain, and is the one to take.
 */
function nameMembers({ index, lead }: Search, { positions }: Finding): readonly number[] {
  const isFamily =
    positions.length === 1
      ? index.hasChildrenAt(positions[0] ?? 0)
      : positions.some((position) => index.hasChildrenAt(position))
  if (lead.company === null || (positions.length === 1 && !isFamily)) return positions
  const readings = readName(lead.company)
  if (isFamily) {
    const named = new Set<number>()
    for (const { key } of readings) {
      for (const position of index.lookup.byName(key)) {
        if (positions.includes(position) || positions.some((above) => isBelow(index, position, above)))
          named.add(position)
      }
    }
    if (named.size > 0) return [...named].sort((a, b) => a - b)
  }
  return closestByName({ index, lead }, positions)
}

/** Of accounts that share something else, those whose name is closest to the lead's company; all, where none is close. */
export function closestByName({ index, lead }: Search, positions: readonly number[]): readonly number[] {
  if (lead.company === null || positions.length < 2) return positions
  const readings = readName(lead.company)
  const bearers = new Set(readings.flatMap(({ key, isPart }) => (isPart ? [] : index.lookup.byName(key))))
  const named = positions.filter((position) => bearers.has(position))
  if (named.length > 0 || positions.length > comparedMax) return named.length > 0 ? named : positions
  let best: NameRelation | null = null
  let closest: number[] = []
  for (const position of positions) {
    const account = index.accountAt(position)
    const relation = account === undefined ? null : compareNames(readings, readAccountNames(account))
    if (relation === null || (best !== null && isCloser(best, relation))) continue
    if (best === null || isCloser(relation, best)) closest = []
    best = relation
    closest.push(position)
  }
  return closest.length > 0 ? closest : positions
}
