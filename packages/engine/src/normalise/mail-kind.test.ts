import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mailKind } from './mail-kind.ts'

describe('the kind of a mail domain', () => {
  test('is free for providers that give addresses to anyone, and for hosts below them', () => {
    for (const host of ['gmail.com', 'hotmail.com', 'gmx.de', 'tuta.com', 'pm.me', 'mail.yahoo.com'])
      assert.equal(mailKind(host), 'free', host)
  })

  test('is disposable for addresses that last minutes', () => {
    assert.equal(mailKind('mailinator.com'), 'disposable')
    assert.equal(mailKind('inbox.mailinator.com'), 'disposable')
  })

  test('is company for everything else', () => {
    for (const host of ['analytical-engines.example', 'ibm.com', 'mail.ibm.com'])
      assert.equal(mailKind(host), 'company', host)
  })

  test('is company for schools and governments, even where a list of providers has them', () => {
    for (const host of ['nus.edu.sg', 'unican.es', 'mit.edu', 'navy.mil', 'service.gov.uk'])
      assert.equal(mailKind(host), 'company', host)
  })

  test('is company below an ending under which anybody may register, although the ending is listed', () => {
    assert.equal(mailKind('institute.spb.ru'), 'company')
  })
})
