import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createJsonElementScanner, type JsonElement } from './json-element-scanner.ts'

function scan(text: string, cuts: readonly number[] = []): readonly JsonElement[] {
  const scanner = createJsonElementScanner()
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length]
  const parts = places.slice(1).map((place, index) => text.slice(places[index], place))
  return [...parts.flatMap((part) => scanner.push(part)), ...scanner.end()]
}

const cutPlaces = fc.array(fc.nat(), { maxLength: 3 })

describe('cutting a JSON list into its elements', () => {
  test('finds every element of every list, wherever the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json(), { maxLength: 5 }),
        cutPlaces,
        fc.constantFrom(',', ' ,\n'),
        (items, cuts, comma) => {
          const elements = scan(` [${items.join(comma)}]\n`, cuts)
          assert.deepEqual(
            elements.map(({ text, fault }) => [JSON.parse(text), fault]),
            items.map((item) => [JSON.parse(item), null]),
          )
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('finds the same in any text, wherever that is cut', () => {
    const texts = fc.string({
      unit: fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', '\n', 'a', ' '),
      maxLength: 25,
    })
    // What stands after the end of a list is named once, with as much of it as was there by then.
    const comparable = (elements: readonly JsonElement[]) =>
      elements.map((element) => (element.fault === 'after_end' ? { ...element, text: '' } : element))
    fc.assert(
      fc.property(texts, cutPlaces, (text, cuts) => {
        assert.deepEqual(comparable(scan(text, cuts)), comparable(scan(text)))
      }),
      { numRuns: 2000 },
    )
  })

  test('tells on which line an element starts', () => {
    assert.deepEqual(
      scan('[\n{"a": "x"},\n\n{"a":\n2}]').map((element) => element.line),
      [2, 4],
    )
  })

  test('gives an element up that does not end within the bound', () => {
    const scanner = createJsonElementScanner(100)
    const elements = [
      ...scanner.push(`[{"a": [${'1,'.repeat(100)}`),
      ...scanner.push('2]}, {"b": 1}]'),
      ...scanner.end(),
    ]
    assert.deepEqual(
      elements.map((element) => element.fault),
      ['too_long'],
    )
  })
})
