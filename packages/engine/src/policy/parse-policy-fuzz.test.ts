import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { inboundPolicyText, territoriesText } from '../testing/inbound-policy.ts'
import { parsePolicy } from './parse-policy.ts'

const torture = new URL('../../../../../shared/data/torture/', import.meta.url)
const skip = existsSync(torture) ? false : 'the shared data is not beside the checkout'
const isLong = process.env['RIGHTFUL_LONG'] !== undefined
const numRuns = isLong ? 20_000 : 60

/** All of them in the long form, every fourth otherwise. */
function some<Item>(items: readonly Item[]): readonly Item[] {
  return isLong ? items : items.filter((_, index) => index % 4 === 0)
}

/** Reading never throws; a policy comes out exactly when nothing is an error; every problem has its place. */
function survives(text: string, table = territoriesText): void {
  const { policy, problems } = parsePolicy(text, { file: 'p.yaml', tables: { 'territories.csv': table } })
  assert.equal(
    policy === null,
    problems.some(({ severity }) => severity === 'error'),
  )
  const lines = text.split('\n').length
  for (const { place, message, hint, code } of problems) {
    assert.ok(place.line >= 1 && place.column >= 1, code)
    if (place.file === 'p.yaml') assert.ok(place.line <= lines, code)
    assert.ok(message.length > 0 && hint !== undefined && hint.length > 0, code)
  }
}

const lines = inboundPolicyText.split('\n')
const lineIndex = fc.nat({ max: lines.length - 1 })
const scrap = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ': ',
    '- ',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '!b ',
    '|',
    '>',
    '\t',
    '  ',
    '\n',
    '?',
    '%',
    '`',
    '\\',
    '\uFEFF',
    '🙂',
    'null',
    '~',
    '.inf',
    '.nan',
    '1e400',
    '0x1F',
    '---',
    '<<: *a',
  ),
  fc.string({ maxLength: 6, unit: 'binary' }),
)

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: lineIndex, column: fc.nat({ max: 80 }), text: scrap }),
  fc.record({
    kind: fc.constant('delete' as const),
    at: lineIndex,
    column: fc.nat({ max: 80 }),
    text: fc.constant(''),
  }),
  fc.record({ kind: fc.constant('drop' as const), at: lineIndex, column: fc.constant(0), text: fc.constant('') }),
  fc.record({ kind: fc.constant('repeat' as const), at: lineIndex, column: fc.constant(0), text: fc.constant('') }),
  fc.record({ kind: fc.constant('indent' as const), at: lineIndex, column: fc.nat({ max: 4 }), text: fc.constant('') }),
)

type Mutation = typeof mutation extends fc.Arbitrary<infer One> ? One : never

function mutate(source: readonly string[], { kind, at, column, text }: Mutation): readonly string[] {
  const line = source[at] ?? ''
  const changed = (): readonly string[] => {
    switch (kind) {
      case 'insert':
        return [line.slice(0, column) + text + line.slice(column)]
      case 'delete':
        return [line.slice(0, column) + line.slice(column + 1)]
      case 'drop':
        return []
      case 'repeat':
        return [line, line]
      case 'indent':
        return [' '.repeat(column) + line.trimStart()]
    }
  }
  return source.toSpliced(at, 1, ...changed())
}

describe('a damaged policy', () => {
  test('is read to its end and told what is wrong with it', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        survives(mutations.reduce(mutate, lines).join('\n'))
      }),
      { numRuns },
    )
  })

  test('of random values in every place of the structure is told what is wrong with it', () => {
    const document = fc.dictionary(
      fc.constantFrom(
        'policy',
        'version',
        'description',
        'fields',
        'account_fields',
        'owner_fields',
        'groups',
        'derive',
        'constraints',
        'routes',
        'fallback',
        'reassign',
        'clocks',
        'tests',
      ),
      fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.array(
          fc.dictionary(
            fc.constantFrom(
              'id',
              'when',
              'to',
              'require',
              'bind',
              'refuse',
              'table',
              'also',
              'on',
              'until',
              'lead',
              'expect',
              'target',
            ),
            fc.jsonValue({ maxDepth: 2 }),
          ),
          { maxLength: 3 },
        ),
        fc.dictionary(
          fc.constantFrom(
            'country',
            'EU',
            'unmatched',
            'nobody',
            'incomplete',
            'assignment',
            'first_touch',
            '__proto__',
            'constructor',
          ),
          fc.jsonValue({ maxDepth: 2 }),
        ),
      ),
    )
    fc.assert(
      fc.property(document, (value) => survives(JSON.stringify(value, null, 1))),
      { numRuns: numRuns * 2 },
    )
  })

  test('with a damaged table is told what is wrong with it', () => {
    fc.assert(
      fc.property(fc.nat({ max: territoriesText.length }), scrap, (at, text) => {
        survives(inboundPolicyText, territoriesText.slice(0, at) + text + territoriesText.slice(at))
      }),
      { numRuns },
    )
  })

  test('with a naughty text in any place survives', { skip }, () => {
    const naughty: readonly string[] = JSON.parse(readFileSync(new URL('blns.json', torture), 'utf8'))
    assert.ok(naughty.length > 400)
    for (const text of some(naughty)) {
      const json = JSON.stringify(text)
      survives(
        `policy: ${json}\ndescription: ${json}\nfields:\n  ${json}: { type: enum, values: [${json}], aliases: { ${json}: ${json} } }\nroutes:\n  - id: ${json}\n    when: ${json}\n    to: [pool: ${json}]\n`,
      )
      survives(`policy: ${text}\nroutes:\n  - id: ${text}\n    when: ${text}\n    to: [pool: ${text}]\n`)
      survives(inboundPolicyText, `country,pool\n${text},${text}\n"${text.replaceAll('"', '""')}",x\n`)
    }
  })

  test('that is any JSON at all survives', { skip }, () => {
    const cases = gunzipSync(readFileSync(new URL('json_test_suite.jsonl.gz', torture)))
      .toString('utf8')
      .trim()
      .split('\n')
    for (const line of some(cases)) survives(Buffer.from(JSON.parse(line).bytes_base64, 'base64').toString('utf8'))
  })
})
