import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parsePolicy } from '../policy/parse-policy.ts'
import type { Problem } from '../policy/problem.ts'
import { parseRoster } from '../roster/parse-roster.ts'

const torture = new URL('../../../../../shared/data/torture/', import.meta.url)
const skip = existsSync(torture) ? false : 'no ../shared/data/torture beside the checkout'
const isLong = process.env['RIGHTFUL_LONG'] !== undefined

/** Two cases nest a hundred thousand lists, which takes a while to say. */
const lengthMax = 10_000

/** All of them in the long form, every third otherwise. */
function some<Item>(items: readonly Item[]): readonly Item[] {
  return isLong ? items : items.filter((_, index) => index % 3 === 0)
}

const doors = [
  {
    name: 'policy',
    read: (text: string, file: string): Read => {
      const { policy, problems } = parsePolicy(text, { file })
      return { document: policy, problems }
    },
  },
  {
    name: 'roster',
    read: readRoster,
  },
] as const

type Read = { readonly document: object | null; readonly problems: readonly Problem[] }

/** A document comes out exactly when nothing is an error, and every problem has its place and a way to mend it. */
function assertTold({ document, problems }: Read, text: string): void {
  const about = JSON.stringify(text.slice(0, 200))
  assert.equal(document === null, problems.some(isError), about)
  const lines = text.split('\n').length
  for (const { place, message, hint, code } of problems) {
    assert.ok(place.line >= 1 && place.line <= lines && place.column >= 1, `${code} ${about}`)
    assert.ok(message.length > 0 && hint !== undefined && hint.length > 0, `${code} ${about}`)
  }
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}

type JsonCase = { readonly name: string; readonly expect: string; readonly bytes_base64: string }

describe('the JSON test suite', { skip }, () => {
  const cases = (): readonly (JsonCase & { readonly text: string })[] => {
    const lines = gunzipSync(readFileSync(new URL('json_test_suite.jsonl.gz', torture)))
      .toString()
      .trim()
      .split('\n')
    return lines.map((line) => {
      const read: JsonCase = JSON.parse(line)
      const text = new TextDecoder().decode(Buffer.from(read.bytes_base64, 'base64'))
      return { ...read, text: isLong ? text : text.slice(0, lengthMax) }
    })
  }

  for (const { name, read } of doors) {
    test(`as a whole ${name} is told what is wrong with it`, () => {
      const all = cases()
      assert.ok(all.length > 300)
      for (const { text, name: caseName } of all) {
        for (const file of ['file.yaml', 'file.json']) {
          const result = read(text, file)
          assert.equal(result.document, null, caseName)
          assertTold(result, text)
        }
      }
    })

    test(`as a value within a ${name} is read to its end`, () => {
      for (const { text } of cases()) {
        for (const whole of [
          `{"${name}": "x", "version": ${text}, "fields": {}}`,
          `{"${name}": "x", "routes": [${text}], "owners": [{"id": "a", "name": ${text}}], "pools": ${text}}`,
        ]) {
          for (const file of ['file.yaml', 'file.json']) assertTold(read(whole, file), whole)
        }
      }
    })
  }
})

describe('a naughty text', { skip }, () => {
  const strings = (): readonly string[] => some<string>(JSON.parse(readFileSync(new URL('blns.json', torture), 'utf8')))

  for (const { name, read } of doors) {
    test(`as a whole ${name}, raw or quoted, is told what is wrong with it`, () => {
      for (const text of strings()) {
        for (const whole of [text, JSON.stringify(text), `${name}: ${text}\n`, `${text}: ${name}\n`, `- ${text}`]) {
          assertTold(read(whole, 'file.yaml'), whole)
        }
      }
    })
  }

  test('in any place of a roster is read to its end', () => {
    for (const text of strings()) {
      const quoted = JSON.stringify(text)
      for (const said of [quoted, text]) {
        const whole = `roster: ${said}
owners:
  - id: ${said}
    name: ${said}
    email: ${said}
    zone: ${said}
    team: ${said}
    country: ${said}
    hours: { ${said}: [${said}] }
    caps: [{ day: 3, segment: { ${said}: ${said} } }]
    attributes: { ${said}: ${said} }
pools:
  - id: ${said}
    members: [${said}, { owner: ${said}, from: ${said} }]
`
        assertTold(readRoster(whole, 'file.yaml'), whole)
      }
    }
  })

  test('that a roster takes as a name comes out as it went in', () => {
    let taken = 0
    for (const text of strings()) {
      const quoted = JSON.stringify(text)
      const whole = `roster: small\nowners:\n  - { id: ann, name: ${quoted}, zone: UTC }\npools:\n  - { id: desk, members: [ann] }\n`
      const { roster, problems } = parseRoster(whole, { file: 'file' })
      if (roster === null) {
        assert.ok(problems.some(isError), quoted)
        continue
      }
      taken += 1
      assert.equal(roster.owners[0]?.name, text)
    }
    assert.ok(taken > strings().length / 2, `${taken}`)
  })

  test('that a policy takes as a value comes out as it went in', () => {
    let taken = 0
    for (const text of strings()) {
      const quoted = JSON.stringify(text)
      const whole = `policy: small\nfields:\n  source: { type: enum, values: [web, ${quoted}] }\nroutes:\n  - { id: all, to: [hold: x] }\n`
      const { policy, problems } = parsePolicy(whole, { file: 'file' })
      if (policy === null) {
        assert.ok(problems.some(isError), quoted)
        continue
      }
      taken += 1
      assert.equal(policy.fields[0]?.values[1], text)
    }
    assert.ok(taken > strings().length / 2, `${taken}`)
  })
})

function readRoster(text: string, file: string): Read {
  const { roster, problems } = parseRoster(text, { file })
  return { document: roster, problems }
}
