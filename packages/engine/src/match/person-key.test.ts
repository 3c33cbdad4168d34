import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mayBeSamePerson, personKey } from './person-key.ts'

describe('the key of a person', () => {
  test('does not depend on order, case, accents and titles', () => {
    const key = personKey('Ada Lovelace')
    for (const name of ['LOVELACE, Ada', 'Dr. Ada Lovelace', 'ada  lovelace jr.', 'Adá Lovelace'])
      assert.equal(personKey(name), key, name)
  })

  test('needs a full name', () => {
    for (const name of ['Ada', 'A. Lovelace', 'Dr. Lovelace', '', '-']) assert.equal(personKey(name), null, name)
  })
})

describe('two names', () => {
  test('may be one person where nothing but initials and middle names differ', () => {
    assert.equal(mayBeSamePerson('A. Lovelace', 'Ada Lovelace'), true)
    assert.equal(mayBeSamePerson('Ada Lovelace', 'Ada King Lovelace'), true)
    assert.equal(mayBeSamePerson('Ada', 'Ada Lovelace'), true)
    assert.equal(mayBeSamePerson('', 'Ada Lovelace'), true)
  })

  test('cannot be one person where a name differs', () => {
    assert.equal(mayBeSamePerson('Ada Lovelace', 'Anne Lovelace'), false)
    assert.equal(mayBeSamePerson('C. Lovelace', 'Ada Lovelace'), false)
  })
})
