import type { WhatIfLead } from '@rightful/contract'
import { outcomeSentence, type Policy } from '@rightful/engine'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import { type ComparedLead, differencesOf, whereabouts } from './comparison.ts'
import type { Played } from './played-world.ts'
import type { WhatIfLeadRow } from './queries.ts'
import type { AskedPolicy, WhatIfAsk } from './what-if-ask.ts'

/** By what leads are described: the policies, and what they are called. */
export type DescribedBy = {
  readonly ask: Pick<WhatIfAsk, 'base' | 'candidate'>
  readonly base: ReadyPolicy
  readonly candidate: ReadyPolicy
}

/**
 * The leads that go elsewhere, with both ways, their reasons and the rules that made them; in the order in which they came, one by
 * one, for all of them together are large.
 */
export function* describeMoves(
  leads: Iterable<ComparedLead>,
  { ask, base, candidate }: DescribedBy,
): Generator<WhatIfLeadRow> {
  const describeBase = describer(ask.base, base.policy.policy)
  const describeCandidate = describer(ask.candidate, candidate.policy.policy)
  for (const lead of leads) {
    const differs_in = differencesOf(whereabouts(lead.base), whereabouts(lead.candidate))
    if (differs_in.length === 0) continue
    const { leadId, decisionId, atMs } = lead
    const described: WhatIfLead = {
      lead_id: leadId,
      decision_id: decisionId,
      at: isoTime(atMs),
      differs_in,
      base: describeBase(lead.base),
      candidate: describeCandidate(lead.candidate),
    }
    const { base: before, candidate: after } = described
    const body = JSON.stringify(described)
    yield { leadId, baseOwnerId: before.owner_id, candidateOwnerId: after.owner_id, body }
  }
}

type Described = WhatIfLead['base']
type Rule = NonNullable<Described['rule']>

function describer({ version }: AskedPolicy, policy: Policy): (played: Played | null) => Described {
  const find = ruleFinder(policy)
  const documentation = version === null ? null : `/v1/policies/${version}/documentation`
  return (played) => {
    const { state, ownerId, poolId, queue, routeId } = whereabouts(played)
    const found = played === null ? null : find(played)
    const rule =
      found === null
        ? null
        : {
            id: found.id,
            where: found.where,
            documentation: documentation === null ? null : `${documentation}#${found.anchor}`,
          }
    const reason = played === null ? 'deciding failed' : outcomeSentence(played.outcome)
    return { state, owner_id: ownerId, pool_id: poolId, queue, route_id: routeId, reason, rule }
  }
}

type FoundRule = Pick<Rule, 'id' | 'where'> & { readonly anchor: string }

/** Finds the part of the policy that made an outcome: a hard rule, a rule of a route, or a fallback. */
function ruleFinder({ constraints, routes, fallback }: Policy): (played: Played) => FoundRule {
  const hardRules = new Map(
    constraints.map(({ id, place }) => [id, { id, where: placeText(place), anchor: 'hard-rules' }] as const),
  )
  const rules = new Map(
    routes.flatMap(({ id: routeId, rules }) =>
      rules.map(
        ({ id, place }) =>
          [id, { id, where: placeText(place), anchor: `route-${encodeURIComponent(routeId)}` }] as const,
      ),
    ),
  )
  const ofFallback = (id: string): FoundRule => ({ id, where: placeText(fallback.place), anchor: 'fallback' })
  const [unmatched, incomplete] = [ofFallback('unmatched'), ofFallback('incomplete')]
  return ({ constraintId, ruleId, isUnmatched }) => {
    const hardRule = constraintId === null ? undefined : hardRules.get(constraintId)
    const rule = ruleId === null ? undefined : rules.get(ruleId)
    return hardRule ?? rule ?? (isUnmatched ? unmatched : incomplete)
  }
}

function placeText({ file, line, column }: Policy['fallback']['place']): string {
  return `${file}:${line}:${column}`
}
