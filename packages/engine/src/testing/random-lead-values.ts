import type { Value } from '../language/expression.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Random } from '../chance/create-random.ts'
import { randomValue } from './random-condition.ts'

/** Lead slots for a random policy, each attribute missing with this probability; derived values are computed. */
export function randomLeadValues(
  random: Random,
  compiled: CompiledPolicy,
  missingRate: number,
): readonly (Value | undefined)[] {
  const slots = compiled.policy.leadSymbols.map((each) =>
    random.chance(missingRate) ? undefined : randomValue(random, each),
  )
  compiled.computeDerived(slots)
  return slots
}
