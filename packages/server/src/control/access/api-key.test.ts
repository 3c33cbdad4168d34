import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apiKeyPrefix, hashApiKey, isApiKey, makeApiKey } from './api-key.ts'

describe('an API key', () => {
  test('is known by its form, and differs each time', () => {
    const keys = Array.from({ length: 200 }, makeApiKey)
    assert.ok(keys.every((key) => /^rf_live_[0-9A-Za-z]{38}$/.test(key) && isApiKey(key)))
    assert.equal(new Set(keys).size, 200)
    assert.equal(new Set(keys.map(hashApiKey)).size, 200)
  })

  test('with any one character mistyped is told to be none without asking the database', () => {
    const key = makeApiKey()
    for (let index = 0; index < key.length; index += 1) {
      const mistyped = `${key.slice(0, index)}${key[index] === 'x' ? 'y' : 'x'}${key.slice(index + 1)}`
      assert.ok(!isApiKey(mistyped), mistyped)
    }
    assert.ok(!isApiKey(''))
    assert.ok(!isApiKey(`${key} `))
  })

  test('is recognised by people from a beginning that gives little away', () => {
    const key = makeApiKey()
    assert.equal(apiKeyPrefix(key).length, 14)
    assert.ok(key.startsWith(apiKeyPrefix(key)))
  })
})
