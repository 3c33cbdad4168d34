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
  country: { type: country }
  product: { type: enum, values: [GTX Pro], aliases: { GTXPro: GTX Pro } }
derive:
  is_pro:
    - { when: 'product == "GTX Pro"', value: true }
    - { value: false }
constraints:
  - id: gdpr
    when: country in group("EU") || country == "NO"
    require: '"gdpr" in owner.certifications'
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
clocks:
  first_touch: [{ target: PT2H, hours: owner }]
tests:
  - lead: { country: DE }
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
      'owner becomes unavailable',
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
})
