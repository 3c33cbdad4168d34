import { z } from 'zod'

/** What one lead may carry. */
export const attributeLimits = { count: 300, nameLength: 120, textLength: 32_768, depth: 4, values: 2000 } as const

/**
 * A lead's attributes as given: texts, numbers, truths, or lists of them. Names outside the policy's fields are kept, not read.
 * Bounded in number, length and depth, so that no lead outgrows its row.
 */
export const leadAttributes = z
  .record(z.string(), z.unknown())
  .superRefine(checkAttributes)
  .meta({
    description: 'Attributes by name. Names that are no field of the policy are kept, not read.',
    example: { country: 'DE', employees: 5000, email: 'ada@engines.example' },
  })

function checkAttributes(attributes: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  const names = Object.keys(attributes)
  if (names.length > attributeLimits.count) {
    context.addIssue({ code: 'custom', message: `has more than ${attributeLimits.count} attributes` })
    return
  }
  let left: number = attributeLimits.values
  for (const attribute of names) {
    const value = attributes[attribute]
    const fault = findNameFault(attribute) ?? findTextFault(value)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault, path: [attribute.slice(0, 120)] })
    if (typeof value !== 'object' || value === null) continue
    left -= countValues(value, { depth: attributeLimits.depth, left })
    if (left < 0) {
      context.addIssue({ code: 'custom', message: 'holds too much, or too deep', path: [attribute.slice(0, 120)] })
      return
    }
  }
}

function findNameFault(attribute: string): string | null {
  if (attribute.length === 0) return 'has no name'
  return attribute.length > attributeLimits.nameLength ? `has a name longer than ${attributeLimits.nameLength}` : null
}

function findTextFault(value: unknown): string | null {
  if (typeof value !== 'string' || value.length <= attributeLimits.textLength) return null
  return `is longer than ${attributeLimits.textLength} characters`
}

/** How many values lie in a list or an object; more than are left when it is too deep or a text is too long. */
function countValues(value: object, bounds: { readonly depth: number; readonly left: number }): number {
  const tooMany = bounds.left + 1
  if (bounds.depth === 0) return tooMany
  let count = 0
  for (const inner of Object.values(value)) {
    if (findTextFault(inner) !== null) return tooMany
    count += 1
    if (typeof inner === 'object' && inner !== null) {
      count += countValues(inner, { depth: bounds.depth - 1, left: bounds.left - count })
    }
    if (count > bounds.left) return tooMany
  }
  return count
}
