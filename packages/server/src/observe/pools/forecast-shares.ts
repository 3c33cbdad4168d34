import { RoutingError } from '@rightful/contract'
import type { PoolForecast, PoolForecastQuery } from '@rightful/contract/views'
import {
  type CompiledPolicy,
  compilePolicy,
  decide,
  normaliseLead,
  type Owner,
  parsePolicy,
  type Pool,
  prepareFields,
  type Roster,
  type RosterState,
} from '@rightful/engine'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { type PoolNow, withPoolNow } from './pool-now.ts'

type Weights = ReadonlyMap<string, number>

/**
 * How the next leads of a pool would be shared by its weights, and by others: each is chosen by the engine on a copy of the pool's
 * ledger. Throws `pool_not_found`, and `member_not_found` for a weight of nobody.
 */
export function forecastShares(
  db: Database,
  asked: { readonly workspaceId: string; readonly poolId: string; readonly query: PoolForecastQuery },
): Promise<PoolForecast> {
  const { leads, present } = asked.query
  const weights = readWeights(asked.query.weights)
  return withPoolNow(db, asked, async (now) => {
    const { pool, nowMs } = now
    const memberIds = new Set(pool.members.map(({ ownerId }) => ownerId))
    for (const id of weights.keys()) if (!memberIds.has(id)) throw new RoutingError('member_not_found', { owner: id })
    const before = await shareOut(now, { weights: new Map(), leads, present })
    const after = weights.size === 0 ? before : await shareOut(now, { weights, leads, present })
    const owners = new Map(now.roster.owners.map((owner) => [owner.id, owner]))
    return {
      pool_id: pool.id,
      at: isoTime(nowMs),
      leads,
      present,
      members: pool.members.map(({ ownerId, weight }) => ({
        owner_id: ownerId,
        name: owners.get(ownerId)?.name ?? ownerId,
        weight_now: weight,
        weight: weights.get(ownerId) ?? weight,
        leads_now: before.get(ownerId) ?? 0,
        leads: after.get(ownerId) ?? 0,
        share: (after.get(ownerId) ?? 0) / leads,
      })),
      unassigned_now: before.get(null) ?? 0,
      unassigned: after.get(null) ?? 0,
    }
  })
}

/** `ada:2,ben:1`, as the contract has checked it. */
function readWeights(text: string | undefined): Weights {
  const entries = text === undefined ? [] : text.split(',')
  return new Map(
    entries.map((entry) => {
      const [id = '', weight] = entry.split(':')
      return [unescaped(id), Number(weight)]
    }),
  )
}

/** An id in which nothing is written with a `%` may have one itself. */
function unescaped(id: string): string {
  return id.replaceAll(/%(2C|3A|25)/gi, (text) => decodeURIComponent(text))
}

type Trial = Pick<PoolForecastQuery, 'leads' | 'present'> & { readonly weights: Weights }

/** How many leads each would get; of `null`: how many nobody. */
async function shareOut(now: PoolNow, { weights, leads, present }: Trial): Promise<ReadonlyMap<string | null, number>> {
  const { pool, roster, nowMs, stateOf } = now
  const reweighed = present === 'all' ? withEverybody(roster, pool, weights) : withWeights(roster, pool, weights)
  const state = await stateOf(reweighed)
  const counts = new Map<string | null, number>()
  const policy = policyOf(pool)
  for (let place = 0; place < leads; place += 1) {
    const ownerId = giveNext(state, { policy, nowMs, leadId: `lead ${place}` })
    counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1)
  }
  return counts
}

function withWeights(roster: Roster, pool: Pool, weights: Weights): Roster {
  const members = pool.members.map((member) => ({ ...member, weight: weights.get(member.ownerId) ?? member.weight }))
  return { ...roster, pools: [{ ...pool, members }] }
}

/** The same with everybody at work who is not gone, and nobody full. */
function withEverybody(roster: Roster, pool: Pool, weights: Weights): Roster {
  const always = { zone: 'UTC', hours: 'always' } as const
  const owners = roster.owners.map((owner): Owner => ({ ...owner, calendar: always, capacity: null, caps: [] }))
  return { ...withWeights(roster, { ...pool, active: true, calendar: null, caps: [] }, weights), owners }
}

/** A policy by which every lead goes to the pool. */
function policyOf(pool: Pool): CompiledPolicy {
  const unmatched = [{ pool: pool.id }, { hold: 'nobody' }]
  const document = { policy: 'forecast', fields: {}, routes: [], fallback: { unmatched } }
  const { policy, problems } = parsePolicy(JSON.stringify(document))
  if (policy === null) throw new Error(`The policy of forecasts does not parse: ${problems[0]?.message ?? 'unknown'}`)
  return compilePolicy(policy)
}

const noFields = prepareFields([])

function giveNext(
  state: RosterState,
  { policy, nowMs, leadId }: { readonly policy: CompiledPolicy; readonly nowMs: number; readonly leadId: string },
): string | null {
  const decision = decide(policy, {
    decisionId: leadId,
    lead: normaliseLead(noFields, { id: leadId, attributes: {} }),
    match: { kind: 'none', because: 'nothing_to_compare' },
    world: state.at(nowMs),
    nowMs,
    detail: 'brief',
  })
  state.apply(decision)
  return decision.outcome.kind === 'assigned' ? decision.outcome.ownerId : null
}
