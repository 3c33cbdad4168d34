import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readMailbox } from './mailbox.ts'

describe('reading a mail address', () => {
  test('passes over letter case', () => {
    assert.equal(readMailbox(' Ada@River.Example ')?.address, 'ada@river.example')
  })

  test('drops a tag after + on every domain', () => {
    assert.equal(readMailbox('ada+fair@river.example')?.mailbox, 'ada@river.example')
    assert.equal(readMailbox('+ada@river.example')?.mailbox, '+ada@river.example')
  })

  test('drops dots only where the provider ignores them, under both of its names', () => {
    assert.equal(readMailbox('a.d.a@googlemail.com')?.mailbox, 'ada@gmail.com')
    assert.equal(readMailbox('a.d.a@river.example')?.mailbox, 'a.d.a@river.example')
  })

  test('knows mailboxes that several people read', () => {
    assert.equal(readMailbox('info+web@river.example')?.isShared, true)
    assert.equal(readMailbox('ada@river.example')?.isShared, false)
  })

  test('refuses what is no address', () => {
    for (const text of ['', 'ada', '@river.example', 'ada@']) assert.equal(readMailbox(text), null, text)
  })
})
