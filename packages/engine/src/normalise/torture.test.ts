import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Field } from '../policy/policy.ts'
import { fieldsOfEveryType, fieldValue, readLead } from '../testing/fields-of-every-type.ts'
import { cleanText } from './clean-text.ts'

const torture = new URL('../../../../../shared/data/torture/', import.meta.url)
const skip = existsSync(torture) ? false : 'no ../shared/data/torture beside the checkout'

/** Nothing that was given is lost in silence: each part is a value, or a note says what became of it. */
function assertKept(field: Field, text: string): void {
  const { name, many } = field
  const lead = readLead({ [name]: text })
  const value = fieldValue(lead, name)
  const notes = lead.notes.filter((note) => note.field === name)
  const values: readonly string[] = value === undefined ? [] : [value].flat().map(String)
  const given = notes.map((note) => (note.kind === 'inferred' ? '' : cleanText(note.given)))
  const about = `${name} ${JSON.stringify(text)}`
  const parts = (many ? text.split(/[;|]/) : [text]).map(cleanText).filter(isVisible)
  const lost = parts.filter((part) => !values.includes(part))
  // A long text is told by its beginning, and of several parts the first that has no value.
  const isTold = given.some((one) => lost.includes(one) || lost.some((part) => part.startsWith(one.replace(/…$/, ''))))
  assert.ok(lost.length === 0 || isTold, about)
  const isReadNote = notes.some((note) => note.kind === 'normalised' || note.kind === 'inferred')
  if (!many && notes.length > 0) assert.equal(value !== undefined, isReadNote, about)
}

function isVisible(text: string): boolean {
  return !/^[\s\p{Cc}\p{Cf}\p{Cs}]*$/u.test(text)
}

type EmailCases = { readonly cases: readonly { readonly address: string; readonly diagnosis: string }[] }

describe('an e-mail address of the torture list', { skip }, () => {
  const cases = (): EmailCases['cases'] => {
    const read: EmailCases = JSON.parse(readFileSync(new URL('email_cases.json', torture), 'utf8'))
    return read.cases
  }

  test('is a value of the lead or a note on it, in whatever field it stands', () => {
    assert.ok(cases().length > 150)
    for (const { address } of cases()) {
      for (const field of fieldsOfEveryType) assertKept(field, address)
    }
  })

  test('identifies a lead exactly when it is its value, with the domain that was registered', () => {
    let read = 0
    for (const { address, diagnosis } of cases()) {
      const lead = readLead({ email: address })
      const value = fieldValue(lead, 'email')
      assert.equal(lead.identity.email, value ?? null, address)
      if (value === undefined) continue
      read += 1
      assert.ok(lead.identity.host !== null && lead.identity.mailKind !== null, address)
      // People paste blanks around an address and end a sentence with it.
      const isAdorned = /^\s|\s$|\.$/.test(address)
      assert.ok(isAdorned || !diagnosis.startsWith('ISEMAIL_ERR'), `${address} ${diagnosis}`)
    }
    assert.ok(read > 20, `${read}`)
  })
})

describe('a naughty string', { skip }, () => {
  test('in any field is its value or a note on it', () => {
    const naughty: readonly string[] = JSON.parse(readFileSync(new URL('blns.json', torture), 'utf8'))
    for (const text of naughty) for (const field of fieldsOfEveryType) assertKept(field, text)
  })
})
