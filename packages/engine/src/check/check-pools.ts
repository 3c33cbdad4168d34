import type { Expression } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import type { Pool, Roster } from '../roster/roster.ts'
import { type Box, regionWithin } from './box.ts'
import { type CheckSpace, boxesOfStatement } from './check-space.ts'
import { coverRegion } from './cover.ts'
import { type Finding, finding, listNames } from './finding.ts'
import { memberChances, reasonsText } from './member-chance.ts'
import { namedTargets } from './named-targets.ts'
import { ruleSpots } from './rule-spots.ts'

/** Pairs of a route and a pool told one by one. */
const PAIRS_TOLD = 50

/** Pools that the policy names and from which nobody can ever be chosen, whatever the lead or for the leads of one route. */
export function checkPools(space: CheckSpace, roster: Roster, atMs: number | null): readonly Finding[] {
  const used = usedPools(space, roster)
  const findings = used.flatMap((pool) => checkMembers(pool, roster, atMs))
  const hopeless = new Set(findings.map(({ path }) => path))
  const others = used.filter((pool) => !hopeless.has(pathOf(roster, pool)))
  return [...findings, ...checkRequired(space, { pools: others, roster, atMs })]
}

/** Active pools with members that some place of the policy names. */
export function usedPools({ policy }: CheckSpace, roster: Roster): readonly Pool[] {
  const named = new Set(namedTargets(policy).flatMap(({ target }) => (target.kind === 'pool' ? [target.pool] : [])))
  return roster.pools.filter(({ id, active, members }) => named.has(id) && active && members.length > 0)
}

export function pathOf({ pools }: Roster, pool: Pool): string {
  return `pools[${pools.indexOf(pool)}]`
}

function checkMembers(pool: Pool, roster: Roster, atMs: number | null): readonly Finding[] {
  const chances = memberChances(roster, pool, atMs)
  if (chances.some(({ because }) => because === null)) return []
  return [
    finding('check_pool_without_chance', {
      severity: 'warning',
      message: `Nobody can ever be chosen from the pool \`${pool.id}\`, which the policy uses: of its members are ${reasonsText(chances)}.`,
      hint: 'Add a member who can take leads, or let the policy name another pool.',
      place: pool.place,
      path: pathOf(roster, pool),
    }),
  ]
}

type RequireCheck = { readonly pools: readonly Pool[]; readonly roster: Roster; readonly atMs: number | null }

/** A hard rule that asks only for qualities of the person, so that each member either passes it or does not. */
type Quality = {
  readonly id: string
  readonly boxes: readonly Box[]
  readonly passes: (attributes: Pool['members'][number]['ownerId']) => boolean
}

/** Routes to a pool whose every member fails a hard rule that applies to all of the route's leads. */
function checkRequired(space: CheckSpace, { pools, roster, atMs }: RequireCheck): readonly Finding[] {
  const qualities = qualitiesOf(space, roster)
  if (qualities.length === 0) return []
  const failedByPool = new Map<string, readonly (readonly Quality[])[]>()
  for (const pool of pools) {
    const able = memberChances(roster, pool, atMs).filter(({ because }) => because === null)
    const failed = able.map(({ member }) => qualities.filter(({ passes }) => !passes(member.ownerId)))
    if (failed.every((each) => each.length > 0)) failedByPool.set(pool.id, failed)
  }
  if (failedByPool.size === 0) return []
  const findings: Finding[] = []
  for (const [rule, spot] of ruleSpots(space.policy).entries()) {
    for (const target of spot.rule.to) {
      const failed = target.kind === 'pool' ? failedByPool.get(target.pool) : undefined
      if (target.kind !== 'pool' || failed === undefined || findings.length >= PAIRS_TOLD) continue
      const applying = new Set([...new Set(failed.flat())].filter(({ boxes }) => appliesToAll(space, rule, boxes)))
      if (!failed.every((each) => each.some((quality) => applying.has(quality)))) continue
      findings.push(
        finding('check_pool_without_chance', {
          severity: 'warning',
          message: `No member of the pool \`${target.pool}\` may ever take a lead of ${spot.title}: ${listNames(
            [...applying].map(({ id }) => id),
            5,
          )} removes them all.`,
          hint: 'Add a member who meets the hard rule, or name another pool.',
          place: target.place,
          path: spot.path,
        }),
      )
    }
  }
  return findings
}

function qualitiesOf(space: CheckSpace, roster: Roster): readonly Quality[] {
  const { policy, compiled, statements } = space
  const owners = new Map(roster.owners.map((owner) => [owner.id, owner]))
  return policy.constraints.flatMap((constraint, index): Quality[] => {
    const ask = compiled.constraints[index].require
    if (constraint.kind !== 'require' || ask === null || !asksOnlyOwner(constraint.require.expression)) return []
    const passes = (ownerId: string): boolean => {
      const owner = owners.get(ownerId)
      return owner !== undefined && ask([], compiled.ownerValues(owner.attributes)) === true
    }
    return [{ id: constraint.id, boxes: boxesOfStatement(space, statements.appliesOf[index]), passes }]
  })
}

function asksOnlyOwner(expression: Expression): boolean {
  if (expression.kind === 'symbol') return expression.symbol.space === 'owner'
  return partsOf(expression).every(asksOnlyOwner)
}

function appliesToAll(space: CheckSpace, rule: number, boxes: readonly Box[]): boolean {
  const own = boxesOfStatement(space, space.statements.trueOf[rule])
  return own.every((box) => {
    const region = regionWithin(space.gappy, box)
    return region === null || coverRegion(region, [...space.impossible, ...boxes], space.effort).kind === 'covered'
  })
}
