import type { ReviewPart } from '@rightful/contract'
import { diffPolicies, type Policy, type PolicyChange, type PolicySection } from '@rightful/engine'
import type { PolicyText } from '../policies/read.ts'
import { orderPart, partsOf, shapesOf, splitDocument } from './document-parts.ts'

const partOfSection: Readonly<Record<PolicySection, ReviewPart>> = {
  policy: 'policy',
  field: 'fields',
  account_field: 'fields',
  owner_field: 'fields',
  group: 'groups',
  derived: 'derived',
  constraint: 'hard_rules',
  route: 'routes',
  row: 'routes',
  fallback: 'fallback',
  reassign: 'reassign',
  clock: 'clocks',
  test: 'tests',
}

/** The parts of a policy that rules of review name, of which one policy differs from another. Wherever a pool is named, `pools` is one. */
export function reviewPartsBetween(before: Policy, after: Policy): readonly ReviewPart[] {
  const { changes } = diffPolicies(before, after)
  const parts = new Set(changes.map(({ section }) => partOfSection[section]))
  if (changes.some(namesPool)) parts.add('pools')
  return [...parts]
}

function namesPool(change: PolicyChange): boolean {
  return change.kind !== 'moved' && change.details.some(({ before, after }) => /\bpool\b/.test(`${before} ${after}`))
}

/** The same one by one, such as `routes/dach`, `fields/country`, `table territories.csv`, by which two changes are seen to meet. */
export function touchedBetween(before: PolicyText, after: PolicyText): readonly string[] {
  const files = new Set([...Object.keys(before.tables), ...Object.keys(after.tables)])
  const tables = [...files].filter((file) => before.tables[file] !== after.tables[file]).map((file) => `table ${file}`)
  const [was, is] = [splitDocument(before.document), splitDocument(after.document)]
  if (was === null || is === null) return ['document', ...tables]
  const shapes = shapesOf([was, is])
  const [old, fresh] = [partsOf(was, shapes), partsOf(is, shapes)]
  const differing = [...new Set([...old.keys(), ...fresh.keys()])].filter((part) => old.get(part) !== fresh.get(part))
  const moved = [...shapes].flatMap(([key, shape]) => {
    if (shape !== 'items') return []
    const orders = [old, fresh].map((parts) =>
      [...parts.keys()].filter((part) => old.has(part) && fresh.has(part) && part.startsWith(`${key}/`)),
    )
    return orders[0]?.join('\n') === orders[1]?.join('\n') ? [] : [orderPart(key)]
  })
  return [...differing, ...moved, ...tables]
}
