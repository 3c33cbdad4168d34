import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { conditionTexts } from '../testing/arbitrary-condition-text.ts'
import type { DocumentNode } from './document-node.ts'
import { quoted } from './quoted.ts'
import { readDocument } from './read-document.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === undefined ? 400 : 20_000

/** Conditions in one line, with what YAML stumbles over strewn in. */
const conditions = fc
  .tuple(
    fc.constantFrom(
      '',
      '!',
      '"x" in names || ',
      "'a, b' == name && ",
      '["DE"].exists(c, c == country) && ',
      'a ? b : c || ',
      'name == "a #b" && ',
      'name == "{x}: y" && ',
    ),
    conditionTexts,
  )
  .map(([start, text]) => (start + text).replaceAll(/\s+/g, ' ').trim())
  .filter((text) => text.length < 400 && !text.includes('//') && !/[“”„‘’‚«#`\\]/.test(text.replace('a #b', '')))

function plain(node: DocumentNode | null): unknown {
  if (node === null || node.kind === 'nothing') return null
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
  return node.kind === 'list'
    ? node.items.map(plain)
    : node.kind === 'number' || node.kind === 'boolean'
      ? node.text
      : node.value
}

function read(text: string): {
  readonly root: unknown
  readonly codes: ReadonlySet<string>
  readonly hints: readonly string[]
} {
  const { root, problems } = readDocument(text, { file: 'p.yaml', conditionKeys: ['when'] })
  return {
    root: plain(root),
    codes: new Set(problems.map(({ code }) => code)),
    hints: problems.map(({ hint }) => hint ?? ''),
  }
}

/** Whether brackets of every kind are balanced outside of texts, so that a reader can tell where it ends. */
function isBalanced(text: string): boolean {
  const bare = text.replaceAll(/"[^"]*"|'[^']*'/g, '')
  if (/["']/.test(bare)) return false
  const open: string[] = []
  for (const character of bare) {
    if ('([{'.includes(character)) open.push(character)
    else if (')]}'.includes(character) && open.pop() !== { ')': '(', ']': '[', '}': '{' }[character]) return false
  }
  return open.length === 0
}

const layouts: Readonly<Record<string, (when: string) => string>> = {
  'in braces': (when) => `a:\n  - { when: ${when}, value: y }\n  - { value: z }\n`,
  'last in braces': (when) => `a:\n  - { value: y, when: ${when} }\n  - { value: z }\n`,
  'in braces over several lines': (when) => `a: [\n  {\n    when: ${when},\n    value: y\n  },\n  { value: z }\n]\n`,
  'on a line of its own': (when) => `a:\n  - when: ${when}\n    value: y\n  - value: z\n`,
  'with a comment behind it': (when) => `a:\n  - when: ${when}  # why\n    value: y\n  - value: z\n`,
}

describe('a condition without quotes', () => {
  for (const [name, layout] of Object.entries(layouts)) {
    test(`${name} is read as it is written, and nothing else of the document is lost`, () => {
      let accidents = 0
      fc.assert(
        fc.property(conditions.filter(isBalanced), (when) => {
          const { root, codes } = read(layout(when))
          assert.deepEqual(root, { a: [{ when, value: 'y' }, { value: 'z' }] })
          if (codes.size > 0) assert.deepEqual([...codes], ['document_condition_unquoted'])
          accidents += codes.size
        }),
        { numRuns },
      )
      assert.ok(accidents > 20)
    })
  }

  test('is mended by quotes that YAML reads as the same text', () => {
    fc.assert(
      fc.property(fc.oneof(conditions, fc.string({ unit: 'grapheme-ascii', minLength: 1 })), (text) => {
        const { root, codes } = read(`a: { when: ${quoted(text)}, value: y }\n`)
        assert.deepEqual(root, { a: { when: text, value: 'y' } })
        assert.equal(codes.size, 0)
      }),
      { numRuns },
    )
  })
})
