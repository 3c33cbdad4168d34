import type { RuleBoxes } from './rule-boxes.ts'

/** By attribute axis: its literals. */
export function groupLiterals({ attributeAxisCount, literalAxis }: RuleBoxes): readonly Int32Array[] {
  const counts = new Int32Array(attributeAxisCount)
  for (const axis of literalAxis) if (axis < attributeAxisCount) counts[axis] += 1
  const groups = Array.from(counts, (count) => new Int32Array(count))
  for (const [literal, axis] of literalAxis.entries()) {
    if (axis >= attributeAxisCount) continue
    counts[axis] -= 1
    groups[axis][counts[axis]] = literal
  }
  return groups
}
