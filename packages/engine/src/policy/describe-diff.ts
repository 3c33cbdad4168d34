import type { ChangeDetail, PolicyChange, PolicyDiff, PolicySection } from './policy-diff.ts'

/** More rows of one table than this are counted, not listed. */
const rowsListedMax = 50

/** The differences as sentences, one per line, in the order of the document. */
export function describeDiff(diff: PolicyDiff): string {
  if (diff.changes.length === 0) return 'The policies mean the same.'
  const lines: string[] = []
  const rowsListed = new Map<string, number>()
  for (const change of diff.changes) {
    const route = change.within
    const listed = route === null ? 0 : (rowsListed.get(route) ?? 0)
    if (route !== null) rowsListed.set(route, listed + 1)
    if (listed < rowsListedMax) lines.push(sentenceOf(change))
  }
  for (const [route, count] of rowsListed) {
    if (count > rowsListedMax) lines.push(`Table ${route}: ${count - rowsListedMax} more rows differ.`)
  }
  return lines.join('\n')
}

const sectionNames: Readonly<Record<PolicySection, string>> = {
  policy: 'The policy',
  field: 'Field',
  account_field: 'Account attribute',
  owner_field: 'Owner attribute',
  group: 'Group',
  derived: 'Derived value',
  constraint: 'Constraint',
  route: 'Route',
  row: 'Row',
  fallback: 'The fallback',
  reassign: 'Reassignment on',
  clock: 'Clock',
  test: 'Test',
}

function sentenceOf(change: PolicyChange): string {
  const { section, id, within } = change
  const table = within === null ? '' : `Table ${within}: `
  const name = section === 'policy' || section === 'fallback' ? sectionNames[section] : `${sectionNames[section]} ${id}`
  const subject = `${table}${within === null ? name : name.charAt(0).toLowerCase() + name.slice(1)}`
  switch (change.kind) {
    case 'moved':
      return `${subject} moved from place ${change.from} to ${change.to}.`
    case 'added':
      return `${subject} was added${placed(change.position)}${listed(change.details, 'after')}.`
    case 'removed':
      return `${subject} was removed${listed(change.details, 'before')}.`
    case 'changed':
      return `${subject} changed: ${change.details.map(turned).join('; ')}.`
  }
}

function placed(position: number | null): string {
  return position === null ? '' : ` at place ${position}`
}

function listed(details: readonly ChangeDetail[], side: 'before' | 'after'): string {
  const said = details.map((detail) => `${wordsOf(detail.what)} ${detail[side] ?? ''}`)
  return said.length === 0 ? '' : `: ${said.join('; ')}`
}

function turned({ what, before, after }: ChangeDetail): string {
  const name = wordsOf(what)
  if (before === null || before === '') return `${name} is now ${after ?? ''}`
  if (after === null || after === '') return `${name} is gone (was ${before})`
  return `${name} was ${before}, is ${after}`
}

/** `whenUnknown` as it is written in the document. */
function wordsOf(what: string): string {
  return what.replace(/Seconds$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
