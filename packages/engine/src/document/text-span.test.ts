import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import type { DocumentNode, TextNode } from './document-node.ts'
import { readDocument } from './read-document.ts'
import { textSpan } from './text-span.ts'

function firstText(text: string): TextNode {
  const { root } = readDocument(text, { file: 'a.yaml' })
  const value: DocumentNode | undefined = root?.kind === 'map' ? root.entries[0]?.value : undefined
  assert.equal(value?.kind, 'text')
  return value
}

/** What stands in the document where `part` stands in the value. */
function sourceOf(document: string, part: string): string {
  const node = firstText(document)
  const start = node.value.indexOf(part)
  assert.notEqual(start, -1)
  const span = textSpan(document, node, { start, end: start + part.length })
  return document.slice(span.start, span.end)
}

describe('the place of a part of a text', () => {
  test('is exact in a plain text, on a later line too', () => {
    assert.equal(sourceOf('when: employes >= 5\n', 'employes'), 'employes')
    assert.equal(sourceOf('when: a == 1\n    && employes >= 5\n', 'employes'), 'employes')
  })

  test('is exact in single quotes, doubled ones before it', () => {
    assert.equal(sourceOf("when: 'name == ''it''''s'' && employes > 1'\n", 'employes'), 'employes')
    assert.equal(sourceOf("when: 'a == ''x'''\n", "'x'"), "''x''")
  })

  test('is exact in double quotes after every kind of escape', () => {
    assert.equal(sourceOf('when: "\\t\\x41\\u00e9\\U0001F600 \\"q\\" && employes > 1"\n', 'employes'), 'employes')
    assert.equal(sourceOf('when: "name == \\"x\\""\n', '"x"'), '\\"x\\"')
    assert.equal(sourceOf('when: "a &&\\\n     employes"\n', 'employes'), 'employes')
  })

  test('is exact in literal and folded blocks, with their indentation and breaks', () => {
    assert.equal(sourceOf('when: |\n  a == 1\n    && employes > 1\n', 'employes'), 'employes')
    assert.equal(sourceOf('when: >-  # why\n  a == 1\n  && employes > 1\n\n  || b\n', 'employes'), 'employes')
    assert.equal(sourceOf('when: >2+\n    a == 1\n  && employes > 1\n', 'employes'), 'employes')
  })

  test('of its end stands behind the last character', () => {
    const document = 'when: "a &&"\n'
    const node = firstText(document)
    assert.deepEqual(textSpan(document, node, { start: 4, end: 4 }), { start: 11, end: 11 })
  })

  test('finds every visible character again, however the text is written', () => {
    const styles = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED')
    const words = fc.array(fc.constantFrom('a', 'bc', "it's", '"q"', '>=', 'é', '🙂', '&&', 'x-y', '\n', '  '), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(styles, words, fc.integer({ min: 20, max: 80 }), (style, parts, lineWidth) => {
        const document = stringify(
          { key: `w ${parts.join(' ')} z` },
          { defaultStringType: style === 'PLAIN' ? 'PLAIN' : style, lineWidth },
        )
        const node = firstText(document)
        for (let index = 0; index < node.value.length; index += 1) {
          const character = node.value.charAt(index)
          if (/\s/.test(character)) continue
          const span = textSpan(document, node, { start: index, end: index + 1 })
          const written = document.slice(span.start, span.end)
          assert.ok(
            written === character || written.includes('\\') || written === "''",
            `${JSON.stringify(character)} is ${JSON.stringify(written)}`,
          )
        }
      }),
      { numRuns: 300 },
    )
  })
})
