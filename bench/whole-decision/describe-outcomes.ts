import type { Decision } from '@rightful/engine'

/** What became of the leads, so that a reader can see that the run is no special case. */
export function describeOutcomes(decisions: readonly Decision[]): readonly string[] {
  const kinds = countBy(
    decisions.map(({ outcome }) => (outcome.kind === 'assigned' ? `assigned by ${outcome.by}` : outcome.kind)),
  )
  const pools = countBy(
    decisions.flatMap(({ outcome }) =>
      outcome.kind === 'assigned' && outcome.poolId !== null ? [outcome.poolId] : [],
    ),
  )
  const owners = new Set(decisions.flatMap(({ outcome }) => (outcome.kind === 'assigned' ? [outcome.ownerId] : [])))
  const rules = new Set(decisions.map(({ ruleId }) => ruleId))
  const incomplete = decisions.filter(({ missing }) => missing.length > 0).length
  return [
    `outcomes: ${kinds}; to ${owners.size} owners by ${rules.size} rules; ${percent(incomplete / decisions.length)} incomplete`,
    `pools: ${pools}`,
  ]
}

function countBy(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${percent(count / names.length)}`)
    .join(', ')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
