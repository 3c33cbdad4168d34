import type { Account } from './account.ts'
import type { SkippedDomain } from './account-domains.ts'
import type { AccountIndex, ListedDomains } from './account-index.ts'
import type { AccountEntry, AccountLayer, AccountTables } from './account-layer.ts'
import { lookUpIn } from './account-lookup.ts'
import type { LayeredPostings } from './layered-postings.ts'

const skippedMax = 1000

const noDomains: readonly string[] = []

/** Makes one index of layers that lie over one another; the lowest comes first. */
export function composeAccountIndex(
  base: AccountLayer,
  upper: readonly AccountLayer[],
  { allowed, denied }: ListedDomains,
): AccountIndex {
  const layers = [base, ...upper]
  const entryAt = upper.length === 0 ? (position: number) => base.entryAt(position) ?? null : entryFinder(layers)
  const positionOf = (id: string): number | null => {
    const position = positionIn(layers, id)
    return position === null || entryAt(position) === null ? null : position
  }
  return {
    lookup: lookUpIn(layTables(base, upper), (position) => entryAt(position)?.onlyKey ?? null),
    accountAt: (position) => entryAt(position)?.account,
    placeAt: (position) => entryAt(position) ?? undefined,
    domainsAt: (position) => entryAt(position)?.domains ?? noDomains,
    parentAt: (position) => {
      const account = entryAt(position)?.account
      return account?.parent === undefined || account.parent === account.id ? null : positionOf(account.parent)
    },
    hasChildrenAt:
      upper.length === 0
        ? (position) => base.isParent[position] === 1
        : (position) => {
            const id = entryAt(position)?.account.id
            return id !== undefined && childCountIn(layers, id) > 0
          },
    get: (id) => {
      const position = positionOf(id)
      return position === null ? undefined : entryAt(position)?.account
    },
    list: () => listAccounts(layers),
    skippedDomains: skippedIn(layers),
    layers,
    allowed,
    denied,
  }
}

/** What the uppermost layer that speaks of it says. */
function entryFinder(layers: readonly AccountLayer[]): (position: number) => AccountEntry | null {
  return (position) => {
    for (let level = layers.length - 1; level >= 0; level -= 1) {
      const entry = layers[level]?.entryAt(position)
      if (entry !== undefined) return entry
    }
    return null
  }
}

/** Where the account of an id lies or lay; `null`: no layer ever had it. */
export function positionIn(layers: readonly AccountLayer[], id: string): number | null {
  for (const { positionOf } of layers) {
    const position = positionOf.get(id)
    if (position !== undefined) return position
  }
  return null
}

function childCountIn(layers: readonly AccountLayer[], id: string): number {
  return layers.reduce((count, { childCounts }) => count + (childCounts.get(id) ?? 0), 0)
}

function layTables(base: AccountLayer, upper: readonly AccountLayer[]): AccountTables<LayeredPostings> {
  const lay = (table: keyof AccountTables<unknown>): LayeredPostings => ({
    max: base.tables[table].max,
    base: base.tables[table],
    upper: upper.map(({ tables, entryAt }) => ({
      postings: tables[table],
      hides: (position) => entryAt(position) !== undefined,
    })),
  })
  return {
    byHost: lay('byHost'),
    byRegistrable: lay('byRegistrable'),
    byPhone: lay('byPhone'),
    byName: lay('byName'),
    byShortName: lay('byShortName'),
    byBeginning: lay('byBeginning'),
    bySpot: lay('bySpot'),
    byLabel: lay('byLabel'),
  }
}

function listAccounts(layers: readonly AccountLayer[]): readonly Account[] {
  const accounts = layers.flatMap((layer, level) =>
    layer.ids.flatMap((id) => {
      const account = isSpokenOfAbove(layers, level, id) ? null : accountIn(layer, id)
      return account === null ? [] : [account]
    }),
  )
  return layers.length === 1 ? accounts : accounts.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The account as the layer has it; `null`: it has ended there, or the layer says nothing of it. */
export function accountIn({ positionOf, entryAt }: AccountLayer, id: string): Account | null {
  const position = positionOf.get(id)
  return position === undefined ? null : (entryAt(position)?.account ?? null)
}

function skippedIn(layers: readonly AccountLayer[]): readonly SkippedDomain[] {
  const [base] = layers
  if (layers.length === 1) return (base?.skippedDomains ?? []).slice(0, skippedMax)
  const skipped = layers.flatMap((layer, level) =>
    layer.skippedDomains.filter(({ accountId }) => !isSpokenOfAbove(layers, level, accountId)),
  )
  return skipped
    .sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0))
    .slice(0, skippedMax)
}

function isSpokenOfAbove(layers: readonly AccountLayer[], level: number, id: string): boolean {
  return layers.some((layer, above) => above > level && layer.positionOf.has(id))
}
