import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RoutingError } from '@rightful/contract'
import { hashPassword, verifyPassword } from './hash-password.ts'
import { requireFitPassword } from './password-rules.ts'

const ada = { email: 'ada.byron@analytical.example', name: 'Ada Lovelace' }

describe('a stored password', () => {
  test('is known again, and no other one is', async () => {
    const stored = await hashPassword('correct horse battery staple')
    assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.deepEqual(await verifyPassword('correct horse battery staple', stored), { isRight: true, isOutdated: false })
    assert.equal((await verifyPassword('correct horse battery stapler', stored)).isRight, false)
    assert.notEqual(await hashPassword('correct horse battery staple'), stored)
  })

  test('is the same however its letters are composed', async () => {
    const stored = await hashPassword('e\u0301cole buissonnie\u0300re')
    assert.ok((await verifyPassword('\u00e9cole buissonni\u00e8re', stored)).isRight)
  })

  test('of an earlier cost still works, and is told to be outdated', async () => {
    const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    assert.deepEqual(await verifyPassword('password', stored), { isRight: true, isOutdated: true })
  })

  test('that is not there is never right, and costs the same work', async () => {
    assert.equal((await verifyPassword('anything', null)).isRight, false)
  })
})

describe('a password', () => {
  test('of any characters is taken when it is long enough and nobody would guess it', () => {
    const fit = [
      'correct horse battery staple',
      'tq8Vn2 xKe0pL',
      'übergangsjacke im regen',
      '一二三四五六七八九十甲乙丙',
      'x'.repeat(3) + 'kqjzvbnwtr'.repeat(12),
      'sunshine dragon football cheese',
    ]
    for (const password of fit) requireFitPassword(password, ada, 'body/password')
  })

  test('is refused, with the reason, when it is short, very long, common, or made of its owner', () => {
    const unfit: readonly (readonly [string, RegExp])[] = [
      ['tq8Vn2 xKe0', /fewer than 12/],
      ['k7'.repeat(65), /more than 128/],
      ['aaaaaaaaaaaaaaaa', /common/],
      ['password1234', /common/],
      ['P4$$w0rd!2024', /common/],
      ['passwordpassword', /common/],
      ['qwertyuiop123', /common/],
      ['Summer2024!!!!', /common/],
      ['iloveyou123456', /common/],
      ['123456789012', /common/],
      ['LovelaceAda1815', /common/],
      ['ada.byron2024!', /common/],
      ['analytical-2026', /common/],
    ]
    for (const [password, what] of unfit) {
      assert.throws(
        () => requireFitPassword(password, ada, 'body/password'),
        (error) =>
          error instanceof RoutingError && error.code === 'password_unfit' && what.test(error.items[0]?.what ?? ''),
        password,
      )
    }
  })
})
