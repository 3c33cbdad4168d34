import type { Policy } from '../policy/policy.ts'
import { escapeMarkup } from './escape-markup.ts'
import { drawFlow } from './flow-drawing.ts'
import type { Outline, OutlineRoute } from './outline.ts'
import { pageStyle } from './page-style.ts'
import { outlinePolicy } from './policy-outline.ts'

/** Tables longer than this are folded away until opened. */
const ROWS_SHOWN_MAX = 40

/** The routing documentation as one self-contained HTML page: no script, nothing fetched, with the flow drawn. */
export function documentAsHtml(policy: Policy): string {
  const outline = outlinePolicy(policy)
  const title = `Routing policy: ${escapeMarkup(outline.name)}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${paragraph(outline.description)}
<p>Version <code>${outline.hash.slice(0, 12)}</code></p>
<nav><a href="#flow">Flow</a> <a href="#attributes">Attributes</a> <a href="#hard-rules">Hard rules</a> <a href="#routes">Routes</a> <a href="#fallback">Fallback</a> <a href="#after">Clocks and reassignment</a> <a href="#tests">Tests</a></nav>
</header>
<main>
${section('flow', 'The way of a lead', `<figure>${drawFlow(outline)}<figcaption>Solid: where a rule leads. Dashed: tried next. Every route is listed with its condition below.</figcaption></figure>`)}
${section('attributes', 'Attributes', attributes(outline))}
${section('hard-rules', 'Hard rules', hardRules(outline))}
${section('routes', 'Routes', `<p>Asked in this order; the first that is true is taken.</p>${outline.routes.map(printRoute).join('\n')}`)}
${section('fallback', 'Fallback', fallbacks(outline))}
${section('after', 'Clocks and reassignment', afterwards(outline))}
${section('tests', 'Tests', tests(outline))}
</main>
</body>
</html>
`
}

function section(id: string, title: string, body: string): string {
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`
}

function attributes(outline: Outline): string {
  const fields = table(
    ['Attribute', 'Type', 'Notes'],
    outline.fields.map((field) => [code(field.name), escapeMarkup(field.type), escapeMarkup(field.description)]),
  )
  const cases = outline.derived.flatMap(({ name, cases }) =>
    cases.map((one) => [code(name), condition(one.when), code(one.value)]),
  )
  const derived = cases.length === 0 ? '' : `<h3>Derived values</h3>${table(['Value', 'When', 'Is'], cases)}`
  const members = outline.groups.map((group) => [code(group.name), escapeMarkup(group.members)])
  const groups = members.length === 0 ? '' : `<h3>Groups</h3>${table(['Group', 'Members'], members)}`
  return `${fields}${derived}${groups}`
}

function hardRules(outline: Outline): string {
  if (outline.hardRules.length === 0) return '<p>None.</p>'
  const rows = outline.hardRules.map((rule) => [
    code(rule.id),
    rule.when === null ? 'always' : code(rule.when),
    `${escapeMarkup(rule.effect)}${rule.condition === null ? '' : ` ${code(rule.condition)}`}`,
    rule.whenUnknown ?? '',
    escapeMarkup(rule.description ?? ''),
  ])
  return `<p>All that apply, apply. They are never relaxed.</p>${table(['Rule', 'When', 'Effect', 'When unknown', 'Why'], rows)}`
}

function printRoute(route: OutlineRoute): string {
  const also = route.also.map(({ role, targets }) => `Also, as ${role}: ${targets.join(', then ')}.`)
  const notes = [...also, ...(route.plan === null ? [] : [`Follow-up plan: ${route.plan}.`])]
  const stop = route.stopsWhenUnknown
    ? ['When this cannot be told, nothing below is tried and the lead is incomplete.']
    : []
  const said = [...notes, ...stop].map((note) => paragraph(note)).join('')
  return `<article><h3 id="route-${escapeMarkup(route.id)}">${escapeMarkup(route.id)}</h3>${paragraph(route.description)}${rulesOf(route)}${said}</article>`
}

function rulesOf(route: OutlineRoute): string {
  if (route.table === null) {
    const [rule] = route.rules
    return `<p>${rule.when === null ? 'Always' : `When ${code(rule.when)}`} → ${escapeMarkup(rule.targets.join(', then '))}</p>`
  }
  const rows = route.rules.map((rule) => [
    escapeMarkup(rule.id),
    condition(rule.when),
    escapeMarkup(rule.targets.join(', then ')),
  ])
  const printed = table(['Row', 'When', 'Goes to'], rows)
  const caption = `${escapeMarkup(route.table)}, ${rows.length} rows; the first that is true is taken`
  return `<details${rows.length <= ROWS_SHOWN_MAX ? ' open' : ''}><summary>${caption}</summary>${printed}</details>`
}

function fallbacks(outline: Outline): string {
  const rows = outline.fallbacks.map((fallback) => [
    escapeMarkup(fallback.name),
    escapeMarkup(fallback.when),
    escapeMarkup([...(fallback.first === null ? [] : [fallback.first]), ...fallback.targets].join(', then ')),
  ])
  return table(['Fallback', 'When', 'Then'], rows)
}

function afterwards(outline: Outline): string {
  const clocks = outline.clocks.map((clock) => [
    escapeMarkup(clock.name.replaceAll('_', ' ')),
    condition(clock.when),
    escapeMarkup(clock.target),
  ])
  const moves = outline.reassignments.map((text) => `<li>${escapeMarkup(text)}</li>`).join('')
  return `${clocks.length === 0 ? '' : table(['Clock', 'When', 'Target'], clocks)}${moves === '' ? '' : `<h3>Reassignment</h3><ul>${moves}</ul>`}`
}

function tests(outline: Outline): string {
  if (outline.tests.length === 0) return '<p>None.</p>'
  return table(
    ['Test', 'Lead', 'Expects'],
    outline.tests.map((test) => [escapeMarkup(test.name), code(test.lead), code(test.expect)]),
  )
}

function condition(text: string | null): string {
  return text === null ? 'otherwise' : code(text)
}

function code(text: string): string {
  return `<code>${escapeMarkup(text)}</code>`
}

function paragraph(text: string | null): string {
  return text === null ? '' : `<p>${escapeMarkup(text)}</p>`
}

/** Cells are markup already. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((cell) => `<th scope="col">${cell}</th>`).join('')
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}
