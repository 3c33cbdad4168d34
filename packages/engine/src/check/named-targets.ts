import type { Policy, Target } from '../policy/policy.ts'

/** A list of places of the policy, in the order they are tried. */
export type TargetList = {
  /** `routes[3].to`, `fallback.nobody.then`. */
  readonly path: string
  /** As sentences name it. */
  readonly title: string
  readonly targets: readonly Target[]
  /** What a lead does next when the whole list yields nobody: try `fallback.nobody`, or wait. */
  readonly next: 'nobody' | 'wait'
}

/** One place with where it stands. */
export type NamedTarget = { readonly target: Target; readonly path: string; readonly list: TargetList }

/** Every list of places, in the order of the document. A table's rows with the same list count once. */
export function targetLists(policy: Policy): readonly TargetList[] {
  const { fallback } = policy
  const otherwise = policy.constraints.flatMap((constraint, index): TargetList[] =>
    constraint.kind === 'bind'
      ? [
          {
            path: `constraints[${index}].otherwise`,
            title: `\`otherwise\` of \`${constraint.id}\``,
            targets: constraint.otherwise,
            next: 'wait',
          },
        ]
      : [],
  )
  const fallbacks: readonly TargetList[] = [
    { path: 'fallback.unmatched', title: '`fallback.unmatched`', targets: fallback.unmatched, next: 'nobody' },
    {
      path: 'fallback.incomplete.then',
      title: '`fallback.incomplete`',
      targets: fallback.incomplete.then,
      next: 'nobody',
    },
    { path: 'fallback.nobody.then', title: '`fallback.nobody`', targets: fallback.nobody.then, next: 'wait' },
  ]
  return [
    ...otherwise,
    ...policy.routes.flatMap((route, index) => listsOfRoute(route, `routes[${index}]`)),
    ...fallbacks,
  ]
}

function listsOfRoute(route: Policy['routes'][number], path: string): readonly TargetList[] {
  const byKey = new Map<string, TargetList>()
  for (const { to, id } of route.rules) {
    const key = to.map(targetKey).join('\n')
    if (!byKey.has(key))
      byKey.set(key, {
        path: `${path}.${route.table === null ? 'to' : 'table'}`,
        title: `the route \`${id}\``,
        targets: to,
        next: 'nobody',
      })
  }
  const roles = Object.entries(route.also).map(([role, targets]): TargetList => ({
    path: `${path}.also.${role}`,
    title: `\`${role}\` of the route \`${route.id}\``,
    targets,
    next: 'wait',
  }))
  return [...byKey.values(), ...roles]
}

/** Every place that the policy names. */
export function namedTargets(policy: Policy): readonly NamedTarget[] {
  return targetLists(policy).flatMap((list) =>
    list.targets.map((target, index) => ({
      target,
      list,
      path: list.path.endsWith('.table') ? list.path : `${list.path}[${index}]`,
    })),
  )
}

/** A text that two places share exactly when they are the same place. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'pool':
      return `pool ${target.pool}`
    case 'owner':
      return `owner ${target.owner}`
    case 'bound':
      return `bound ${target.source.path}`
    case 'hold':
      return `hold ${target.queue}`
    case 'refuse':
      return `refuse ${target.reason}`
  }
}
