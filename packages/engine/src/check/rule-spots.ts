import type { Policy, Route, Rule } from '../policy/policy.ts'

/** A rule and where the document has it. */
export type RuleSpot = {
  readonly rule: Rule
  readonly route: Route
  /** As problems name it: `routes[3].when`, or `routes[3].table` for a row. */
  readonly path: string
  /** As sentences name it: `the route \`dach\``, or `the row \`territories:3\``. */
  readonly title: string
}

/** Every rule in the order in which rules are asked. */
export function ruleSpots(policy: Policy): readonly RuleSpot[] {
  return policy.routes.flatMap((route, index) =>
    route.rules.map((rule) => ({
      rule,
      route,
      path: `routes[${index}].${route.table === null ? 'when' : 'table'}`,
      title: `the ${route.table === null ? 'route' : 'row'} \`${rule.id}\``,
    })),
  )
}

/** The title at the beginning of a sentence. */
export function capitalised(title: string): string {
  return title.slice(0, 1).toUpperCase() + title.slice(1)
}
