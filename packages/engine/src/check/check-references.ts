import { nearest } from '../language/suggest.ts'
import type { Policy, Target } from '../policy/policy.ts'
import type { Roster } from '../roster/roster.ts'
import { type Finding, finding } from './finding.ts'
import { type NamedTarget, namedTargets, targetLists } from './named-targets.ts'
import { capitalised } from './rule-spots.ts'

/** Names that cannot be found, or are found inactive, told once for each place that names them. */
export function checkReferences(policy: Policy, roster: Roster): readonly Finding[] {
  const named = namedTargets(policy)
  return [...named.flatMap((one) => checkTarget(one, roster)), ...checkPoolsUnused(named, roster)]
}

function checkTarget(named: NamedTarget, roster: Roster): readonly Finding[] {
  switch (named.target.kind) {
    case 'pool':
      return checkPool(named, named.target.pool, roster)
    case 'owner':
      return checkOwner(named, named.target.owner, roster)
    case 'bound':
    case 'hold':
    case 'refuse':
      return []
  }
}

function checkPool({ target: { place }, path, list }: NamedTarget, id: string, { pools }: Roster): readonly Finding[] {
  const pool = pools.find((one) => one.id === id)
  if (pool === undefined) {
    const meant = nearest(
      id,
      pools.map((one) => one.id),
    )
    return [
      finding('check_pool_unknown', {
        severity: 'error',
        message: `${capitalised(list.title)} names the pool \`${id}\`, which is not in the roster.`,
        hint: meant === null ? 'Add the pool to the roster, or name another.' : `Did you mean \`${meant}\`?`,
        place,
        path,
      }),
    ]
  }
  if (!pool.active) {
    return [
      finding('check_pool_inactive', {
        severity: 'warning',
        message: `${capitalised(list.title)} names the pool \`${id}\`, which is not active, so it is always passed over.`,
        hint: 'Activate the pool, or name another.',
        place,
        path,
      }),
    ]
  }
  if (pool.members.length > 0) return []
  return [
    finding('check_pool_without_members', {
      severity: 'warning',
      message: `${capitalised(list.title)} names the pool \`${id}\`, which has no members, so it is always passed over.`,
      hint: 'Add members to the pool, or name another.',
      place,
      path,
    }),
  ]
}

function checkOwner(
  { target: { place }, path, list }: NamedTarget,
  id: string,
  { owners }: Roster,
): readonly Finding[] {
  const owner = owners.find((one) => one.id === id)
  if (owner === undefined) {
    const meant = nearest(
      id,
      owners.map((one) => one.id),
    )
    return [
      finding('check_owner_unknown', {
        severity: 'error',
        message: `${capitalised(list.title)} names \`${id}\`, who is not in the roster.`,
        hint: meant === null ? 'Add the person to the roster, or name another.' : `Did you mean \`${meant}\`?`,
        place,
        path,
      }),
    ]
  }
  if (owner.active) return []
  return [
    finding('check_owner_inactive', {
      severity: 'warning',
      message: `${capitalised(list.title)} names \`${id}\`, who is not active, so they are always passed over.`,
      hint: 'Name somebody else, or a pool.',
      place,
      path,
    }),
  ]
}

function checkPoolsUnused(named: readonly NamedTarget[], { pools }: Roster): readonly Finding[] {
  const used = new Set(named.flatMap(({ target }) => (target.kind === 'pool' ? [target.pool] : [])))
  return pools.flatMap((pool, index) => {
    if (used.has(pool.id) || !pool.active) return []
    return [
      finding('check_pool_unused', {
        severity: 'notice',
        message: `Nothing in the policy leads to the pool \`${pool.id}\`.`,
        hint: 'Name it in a route, or set `active: false`.',
        place: pool.place,
        path: `pools[${index}]`,
      }),
    ]
  })
}

/** Lists that try a place twice, or lead back to what was just tried. */
export function checkFallbacks(policy: Policy): readonly Finding[] {
  const lists = targetLists(policy)
  const last = policy.fallback.nobody.then
  const findings = lists.flatMap(({ targets, path, title }) =>
    repeatsOf(targets).map((target) => tellRepeated(target, { path, title })),
  )
  const somebody = last.filter(isSomebody)
  if (somebody.length === 0) return findings
  for (const { targets, title, path, next } of lists) {
    const tried = new Set(targets.filter(isSomebody).map(nameOf))
    const isLast = targets.some(({ kind }) => kind === 'hold' || kind === 'refuse')
    if (next !== 'nobody' || isLast || !somebody.every((target) => tried.has(nameOf(target)))) continue
    findings.push(
      finding('check_fallback_repeats', {
        severity: 'notice',
        message: `When ${title} yields nobody, \`fallback.nobody\` only tries again what was just tried (${somebody.map(nameOf).join(', ')}).`,
        hint: 'Let `fallback.nobody` end in another pool, or in a queue alone.',
        place: targets[0]?.place ?? policy.fallback.place,
        path,
      }),
    )
  }
  return findings
}

type Somebody = Target & { readonly kind: 'pool' | 'owner' | 'bound' }

function isSomebody(target: Target): target is Somebody {
  return target.kind === 'pool' || target.kind === 'owner' || target.kind === 'bound'
}

function nameOf(target: Somebody): string {
  switch (target.kind) {
    case 'pool':
      return `pool \`${target.pool}\``
    case 'owner':
      return `\`${target.owner}\``
    case 'bound':
      return `\`${target.source.path}\``
  }
}

function repeatsOf(targets: readonly Target[]): readonly Somebody[] {
  const seen = new Set<string>()
  return targets.filter(isSomebody).filter((target) => {
    const isRepeated = seen.has(nameOf(target))
    seen.add(nameOf(target))
    return isRepeated
  })
}

function tellRepeated(target: Somebody, { path, title }: { readonly path: string; readonly title: string }): Finding {
  return finding('check_target_repeated', {
    severity: 'warning',
    message: `${capitalised(title)} names ${nameOf(target)} twice; the second time nothing can have changed.`,
    hint: 'Remove one of the two.',
    place: target.place,
    path,
  })
}
