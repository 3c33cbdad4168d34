import type { Values } from '../language/expression.ts'
import type { CompiledPolicy, RuleMatch } from './compiled-policy.ts'

const noOwner: Values = []

/**
 * Asks every rule in order. This is what the routes mean; the index has to say the same, only sooner,
 * and is tested against this.
 */
export function matchByScan(compiled: CompiledPolicy, values: Values): RuleMatch {
  let firstUnknown = -1
  for (let index = 0; index < compiled.rules.length; index++) {
    const truth = compiled.conditionOf(index)(values, noOwner)
    if (truth === true) return { ruleIndex: index, firstUnknown, stoppedBy: -1 }
    if (truth === undefined) {
      if (firstUnknown === -1) firstUnknown = index
      if (compiled.routeOf(index).whenUnknown === 'incomplete') return { ruleIndex: -1, firstUnknown, stoppedBy: index }
    }
  }
  return { ruleIndex: -1, firstUnknown, stoppedBy: -1 }
}
