import type { Policy } from '../policy/policy.ts'
import type { Outline, OutlineRoute } from './outline.ts'
import { outlinePolicy } from './policy-outline.ts'

/** The routing documentation of a policy as Markdown: complete, in the order the engine asks, and the same for the same policy. */
export function documentAsMarkdown(policy: Policy): string {
  const outline = outlinePolicy(policy)
  const sections = [
    head(outline),
    attributes(outline),
    hardRules(outline),
    routes(outline),
    fallbacks(outline),
    afterwards(outline),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function head(outline: Outline): string {
  const description = outline.description === null ? '' : `\n\n${outline.description}`
  const rules = outline.routes.reduce((count, route) => count + route.rules.length, 0)
  return `# Routing policy: ${outline.name}${description}

Version \`${outline.hash.slice(0, 12)}\`. ${outline.hardRules.length} hard rules, ${outline.routes.length} routes with ${rules} rules, ${outline.tests.length} tests.
A lead passes the hard rules, then the first route that is true names where it goes; a condition over a missing attribute is unknown, and an unknown route is not taken.`
}

function attributes(outline: Outline): string {
  const fields = table(
    ['attribute', 'type', 'notes'],
    outline.fields.map((field) => [code(field.name), field.type, field.description]),
  )
  const derived = outline.derived.flatMap(({ name, cases }) =>
    cases.map((one) => [code(name), one.when === null ? 'otherwise' : code(one.when), code(one.value)]),
  )
  const values =
    derived.length === 0
      ? ''
      : `\n\n### Derived values\n\nThe first case that is true gives the value.\n\n${table(['value', 'when', 'is'], derived)}`
  const members = outline.groups.map((group) => [code(group.name), group.members])
  const groups = members.length === 0 ? '' : `\n\n### Groups\n\n${table(['group', 'members'], members)}`
  return `## Attributes\n\n${fields}${values}${groups}`
}

function hardRules(outline: Outline): string {
  if (outline.hardRules.length === 0) return ''
  const rows = outline.hardRules.map((rule) => [
    code(rule.id),
    rule.when === null ? 'always' : code(rule.when),
    `${rule.effect}${rule.condition === null ? '' : ` ${code(rule.condition)}`}`,
    rule.whenUnknown ?? '',
    rule.description ?? '',
  ])
  return `## Hard rules\n\nAll that apply, apply. They are never relaxed.\n\n${table(['rule', 'when', 'effect', 'when unknown', 'why'], rows)}`
}

function routes(outline: Outline): string {
  const parts = outline.routes.map((route, index) => printRoute(route, index + 1))
  return `## Routes\n\nAsked in this order; the first that is true is taken.\n\n${parts.join('\n\n')}`
}

function printRoute(route: OutlineRoute, position: number): string {
  const lines = [`### ${position}. ${route.id}`]
  if (route.description !== null) lines.push(route.description)
  if (route.table === null) {
    const [rule] = route.rules
    lines.push(
      `When ${rule.when === null ? 'nothing above is true' : code(rule.when)}: ${rule.targets.join(', then ')}.`,
    )
  } else {
    const rows = route.rules.map((rule) => [
      rule.id,
      rule.when === null ? 'otherwise' : code(rule.when),
      rule.targets.join(', then '),
    ])
    lines.push(
      `Table \`${route.table}\`; the first row that is true is taken.`,
      table(['row', 'when', 'goes to'], rows),
    )
  }
  for (const { role, targets } of route.also) lines.push(`Also, as ${role}: ${targets.join(', then ')}.`)
  if (route.plan !== null) lines.push(`Follow-up plan: ${route.plan}.`)
  if (route.stopsWhenUnknown) lines.push('When this cannot be told, nothing below is tried and the lead is incomplete.')
  return lines.join('\n\n')
}

function fallbacks(outline: Outline): string {
  const rows = outline.fallbacks.map((fallback) => [
    fallback.name,
    fallback.when,
    [...(fallback.first === null ? [] : [fallback.first]), ...fallback.targets].join(', then '),
  ])
  return `## Fallback\n\n${table(['', 'when', 'then'], rows)}`
}

function afterwards(outline: Outline): string {
  const clocks = outline.clocks.map((clock) => [
    clock.name.replaceAll('_', ' '),
    clock.when === null ? 'otherwise' : code(clock.when),
    clock.target,
  ])
  const parts = [
    clocks.length === 0 ? '' : `## Clocks\n\n${table(['clock', 'when', 'target'], clocks)}`,
    outline.reassignments.length === 0
      ? ''
      : `## Reassignment\n\n${outline.reassignments.map((text) => `- ${text}`).join('\n')}`,
    outline.tests.length === 0
      ? ''
      : `## Tests\n\n${table(
          ['test', 'lead', 'expects'],
          outline.tests.map((test) => [test.name, code(test.lead), code(test.expect)]),
        )}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
