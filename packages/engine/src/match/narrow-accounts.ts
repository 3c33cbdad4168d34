import type { Identity } from '../normalise/lead.ts'
import type { AccountMatch, MatchTier } from './account.ts'
import type { AccountIndex } from './account-index.ts'
import { sharersMax } from './account-index.ts'
import { comparePlaces, placeLevels } from './compare-places.ts'

/** One search: whose account is asked for, and where. */
export type Search = { readonly index: AccountIndex; readonly lead: Identity }

/** Accounts that stand equally well, and by what. */
export type Finding = {
  /** Rising, not empty. */
  readonly positions: readonly number[]
  readonly tier: MatchTier
  readonly evidence: string
}

/** An ambiguous result names this many accounts. */
const namedMax = 10

/** A chain of parents longer than this is a mistake in the accounts, or a circle. */
const ancestorsMax = 20

/** Tells equally good accounts apart by place, then by family; what is left over is ambiguous. */
export function settle(search: Search, finding: Finding): AccountMatch {
  const { tier, evidence } = finding
  const left = narrowByFamily(search.index, narrowByPlace(search, finding.positions))
  const [only, second] = left
  const account = only === undefined ? undefined : search.index.accountAt(only)
  if (account !== undefined && second === undefined) return { kind: 'matched', account, tier, evidence }
  return ambiguous(search.index, { tier, evidence, positions: left })
}

/** Several accounts stand equally well. */
export function ambiguous(index: AccountIndex, { tier, evidence, positions }: Finding): AccountMatch {
  return { kind: 'ambiguous', tier, evidence, accountIds: idsOf(index, positions) }
}

/** Whether these are so many that the list was cut off: the right one may be missing, so nothing may be chosen from it. */
export function areTooMany(positions: readonly number[]): boolean {
  return positions.length > sharersMax
}

/** The first ids, which are the smallest, since positions follow the ids. */
function idsOf(index: AccountIndex, positions: readonly number[]): readonly string[] {
  const ids: string[] = []
  for (const position of positions.slice(0, namedMax)) {
    const account = index.accountAt(position)
    if (account !== undefined) ids.push(account.id)
  }
  return ids
}

/** On each level, coarse to fine: those at the lead's place if there are any, else those whose place is not known. */
export function narrowByPlace({ index, lead }: Search, positions: readonly number[]): readonly number[] {
  let left = positions
  for (const level of placeLevels) {
    if (left.length < 2) return left
    const verdicts = left.map((position) => comparePlaces(lead, index.placeAt(position) ?? {}, level))
    const wanted = verdicts.includes('same') ? 'same' : 'unknown'
    const kept = left.filter((_, at) => verdicts[at] === wanted)
    if (kept.length > 0) left = kept
  }
  return left
}

/** A parent speaks for those below it. */
export function narrowByFamily(index: AccountIndex, positions: readonly number[]): readonly number[] {
  if (positions.length < 2) return positions
  const head = positions.find((one) => positions.every((other) => other === one || isBelow(index, other, one)))
  return head === undefined ? positions : [head]
}

/** Whether the first account has the second among its parents. */
export function isBelow(index: AccountIndex, below: number, above: number): boolean {
  if (!index.hasChildrenAt(above)) return false
  let position = index.parentAt(below)
  for (let steps = 0; position !== null && steps < ancestorsMax; steps += 1) {
    if (position === above) return true
    position = index.parentAt(position)
  }
  return false
}
