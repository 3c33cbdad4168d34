import { hash } from 'node:crypto'
import { type ErrorItem, RoutingError } from '@rightful/contract'
import {
  type Account,
  builtInGroups,
  compileCondition,
  type Expression,
  parseCondition,
  type Policy,
  type Scope,
  type SymbolRef,
} from '@rightful/engine'
import { fieldsIn, type ReadyPolicy } from '../../control/policies/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { readWorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { Period } from './period.ts'
import { createGiveWay } from './give-way.ts'
import { createPastReader } from './past-lead.ts'
import { findStretchEnd, readPastDecisions } from './period-queries.ts'
import type { WhatIfAsk } from './what-if-ask.ts'

/** Which of the leads that were new are compared. */
export type ChosenLeads = { readonly has: (decisionId: string) => boolean; readonly size: number }

/** What choosing reads. */
export type ChooseSource = {
  readonly db: Queryable
  readonly base: ReadyPolicy
  readonly policyOf: (version: number) => Promise<ReadyPolicy>
  readonly signal?: AbortSignal | undefined
}

const DECISIONS_A_STRETCH = 1000

/**
 * Chooses the leads of a period: all for which the filter is true, and of more than are wanted those that the seed draws, by a
 * hash of each lead's id. The same seed draws the same leads.
 */
export async function chooseLeads(
  period: Period,
  { filter, leadsMax, leadCount, seed }: Pick<WhatIfAsk, 'filter' | 'leadsMax' | 'leadCount' | 'seed'>,
  source: ChooseSource,
): Promise<ChosenLeads> {
  if (filter === null && leadCount <= leadsMax) return { has: () => true, size: leadCount }
  const drawn = drawLeads(leadsMax, seed)
  const expression = filter === null ? null : requireFilter(filter, source.base.policy.policy)
  const isTrue = expression === null ? null : filterOf(expression)
  const read = createPastReader(source.base, fieldsIn(expression))
  const keys = await readWorkspaceKeys(source.db, period.workspaceId)
  const giveWay = createGiveWay()
  let { fromVersion } = period
  while (fromVersion <= period.untilVersion && source.signal?.aborted !== true) {
    const rest = { ...period, afterVersion: fromVersion - 1 }
    const stretch = { ...rest, untilVersion: await findStretchEnd(source.db, rest, DECISIONS_A_STRETCH - 1) }
    for (const row of await readPastDecisions(source.db, stretch)) {
      if (row.cause !== 'new') continue
      const decidedBy = await source.policyOf(row.policyVersion)
      const isMeant = isTrue === null || isTrue(read(row, { decidedBy, accountOf: nameless, keys }).lead.values)
      if (isMeant) drawn.offer(row.leadId, row.decisionId)
      if (giveWay.isDue()) await giveWay.turn()
    }
    fromVersion = stretch.untilVersion + 1
  }
  const ids = drawn.take()
  return { has: (decisionId) => ids.has(decisionId), size: ids.size }
}

/** Conditions on fields ask nothing of accounts. */
function nameless(id: string): Account {
  return { id, name: id }
}

/** Keeps those whose hashes are the least, of as many as are offered, in memory for twice as many as are wanted. */
function drawLeads(leadsMax: number, seed: string) {
  let offered: { readonly key: string; readonly decisionId: string }[] = []
  const cut = (): void => {
    offered.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    offered = offered.slice(0, leadsMax)
  }
  return {
    offer: (leadId: string, decisionId: string): void => {
      offered.push({ key: hash('sha256', `${seed} ${leadId}`), decisionId })
      if (offered.length >= 2 * leadsMax + DECISIONS_A_STRETCH) cut()
    },
    take: (): ReadonlySet<string> => {
      cut()
      return new Set(offered.map(({ decisionId }) => decisionId))
    },
  }
}

/** Parses a filter by a policy's fields. Throws `filter_invalid`. */
export function requireFilter(filter: string, policy: Policy): Expression {
  const { expression, problems } = parseCondition(filter, fieldScope(policy))
  if (expression !== null) return expression
  const items = problems.map(({ span, message, hint }): ErrorItem => ({
    where: `body/filter:${span.start + 1}`,
    what: message,
    mend: hint ?? null,
  }))
  throw new RoutingError('filter_invalid', {}, { items })
}

function filterOf(expression: Expression) {
  const ask = compileCondition(expression)
  return (values: Parameters<typeof ask>[0]): boolean => ask(values, []) === true
}

function fieldScope({ leadSymbols, groups }: Policy): Scope {
  const fields = new Map<string, SymbolRef>(
    leadSymbols.flatMap((symbol) => (symbol.origin === 'field' ? [[symbol.path, symbol] as const] : [])),
  )
  return {
    symbol: (path) => fields.get(path) ?? null,
    names: [...fields.keys()],
    groups: { ...builtInGroups, ...groups },
    factNames: [],
    fact: () => null,
    explainAbsence: (path) =>
      leadSymbols.some((symbol) => symbol.path === path)
        ? `\`${path}\` is no field; a filter reads fields only.`
        : null,
  }
}
