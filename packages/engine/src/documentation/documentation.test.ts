import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { policyFromText } from '../testing/decide-by-text.ts'
import { documentAsHtml } from './print-html.ts'
import { documentAsMarkdown } from './print-markdown.ts'

const { policy } = policyFromText(
  `
policy: inbound
description: Leads <of> "us" & them.
fields:
  country: { type: country, infer: false }
  product: { type: enum, values: [GTX Pro], aliases: { GTXPro: GTX Pro }, placeholders: [to be decided] }
groups:
  home: [DE, AT, CH]
derive:
  is_pro:
    - { when: 'product == "GTX Pro"', value: true }
    - { value: false }
constraints:
  - id: gdpr
    when: country in group("EU") || country == "NO"
    require: '"gdpr" in owner.certifications'
  - id: strategic
    when: account.tier == "strategic"
    bind: account.owner
    otherwise: [pool: strategic-desk]
  - id: nobody-at-home
    when: country in group("home") && product == "GTX Pro"
    refuse: sold_out
routes:
  - id: pro
    when: is_pro || country == "US"
    to: [pool: pro, hold: pro-queue]
    also: { sdr: [pool: sdr] }
    plan: first-week
  - id: places
    table: places.csv
fallback:
  nobody: { look_ahead: PT4H, then: [pool: overflow] }
reassign:
  - on: owner_unavailable
    until: touched
    exclude_previous_owners: 1
    at_most: 1
clocks:
  first_touch: [{ target: PT2H, hours: owner }]
tests:
  - lead: { country: DE }
    account: { tier: strategic }
    expect: { route: places }
`,
  { 'places.csv': 'country,pool\n"DE, AT",dach\n,world\n' },
)

describe('the routing documentation', () => {
  const markdown = documentAsMarkdown(policy)
  const html = documentAsHtml(policy)

  test('says everything the policy says: each rule, place, clock and test', () => {
    const said = [
      'gdpr',
      'is_pro',
      'GTXPro = GTX Pro',
      'pool pro',
      'hold pro-queue',
      'pool sdr',
      'first-week',
      'places.csv',
      'pool dach',
      'pool world',
      '4 h',
      'pool overflow',
      'DE, AT, CH',
      'to be decided',
      'never inferred',
      'strategic-desk',
      'sold_out',
      'owner becomes unavailable',
      'never back to the last owner; at most once',
      'the lead is incomplete',
      '2 h of the owner',
    ]
    for (const text of said) {
      assert.ok(markdown.includes(text), `Markdown lacks ${text}`)
      assert.ok(html.includes(text), `HTML lacks ${text}`)
    }
  })

  test('is the same for the same policy, and names its version', () => {
    assert.equal(documentAsMarkdown(policy), markdown)
    assert.ok(markdown.includes(policy.hash.slice(0, 12)))
  })

  test('as HTML stands alone and lets no text of the policy become markup', () => {
    assert.ok(!/<script|https?:\/\/|<link|@import/.test(html))
    assert.ok(html.includes('Leads &lt;of&gt; &quot;us&quot; &amp; them.'))
    assert.ok(!html.includes('<of>'))
    assert.match(html, /<svg[^>]+role="img"[^>]+aria-label=/)
  })

  test('as Markdown keeps its tables whole: a bar in a condition does not end a cell', () => {
    const tables = markdown.split('\n\n').filter((block) => block.startsWith('| '))
    assert.ok(tables.length >= 5)
    for (const table of tables) {
      const [header, ...rows] = table
        .trim()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length)
      for (const cells of rows) assert.equal(cells, header, table)
    }
    assert.ok(tables.some((table) => table.includes('\\|\\| country')))
  })

  test('draws where hard rules lead, and does not lead from one fallback to the next', () => {
    const drawing = html.slice(html.indexOf('<svg'), html.indexOf('</svg>'))
    for (const place of ['strategic-desk', 'sold_out'])
      assert.ok(drawing.includes(`>${place}<`) || drawing.includes(place))
    const boxes = drawing.match(/<g class="(lead|rule|route|fallback)">/g) ?? []
    const arrows = drawing.match(/class="next"/g) ?? []
    assert.equal(arrows.length, boxes.length - 3)
  })

  test('draws a policy of any size on a page: beyond sixty, rules and places are one box', () => {
    const routes = Array.from(
      { length: 200 },
      (_, index) => `  - { id: r${index}, when: country == "DE", to: [pool: p${index}] }`,
    )
    const large = policyFromText(
      `policy: large\nfields: { country: { type: country } }\nroutes:\n${routes.join('\n')}\n`,
    )
    const page = documentAsHtml(large.policy)
    const drawing = page.slice(page.indexOf('<svg'), page.indexOf('</svg>'))
    assert.ok(drawing.includes('140 more routes'))
    assert.ok(page.includes('pool p199'))
    const table = policyFromText(
      'policy: table\nfields: { code: { type: integer } }\nroutes:\n  - { id: codes, table: codes.csv }\n',
      { 'codes.csv': `code,pool\n${Array.from({ length: 500 }, (_, index) => `${index},p${index}`).join('\n')}\n` },
    )
    const places = documentAsHtml(table.policy).match(/<g class="(pool|hold|refuse)">/g) ?? []
    assert.equal(places.length, 61)
  })
})
