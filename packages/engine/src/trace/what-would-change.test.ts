import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dachLead, dachPolicy, dachRoster, plainAccount } from '../testing/dach-example.ts'
import { openDesk, policyFromText } from '../testing/decide-by-text.ts'
import { whatWouldChange } from './what-would-change.ts'

describe('what would change it', () => {
  test('names only changes of the lead that really lead there', () => {
    const desk = openDesk(dachPolicy, dachRoster)
    const decision = desk.ask(dachLead, { account: plainAccount })
    const flips = whatWouldChange(decision, dachPolicy).lead
    assert.ok(flips.length >= 3)
    for (const { changes, destination } of flips) {
      const changed = { ...dachLead, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) }
      const again = desk.ask(changed, { account: plainAccount })
      assert.equal(again.ruleId, destination.ruleId)
    }
  })

  test('tells the smallest change of a number, up or down', () => {
    const desk = openDesk(dachPolicy, dachRoster)
    const employeesOf = (employees: number) =>
      whatWouldChange(desk.ask({ ...dachLead, employees }, { account: plainAccount }), dachPolicy).lead.flatMap(
        ({ changes }) => changes.flatMap(({ field, to }) => (field === 'employees' ? [to] : [])),
      )
    assert.deepEqual(employeesOf(5000), [999])
    assert.deepEqual(employeesOf(3), [1000])
  })

  test('says where only the hard rules change', () => {
    const decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount })
    const sentences = whatWouldChange(decision, dachPolicy).lead.map(({ sentence }) => sentence)
    assert.ok(
      sentences.some((sentence) =>
        /country were CH .*: route dach-enterprise, .*, where eu-certified does not apply$/.test(sentence),
      ),
      sentences.join('\n'),
    )
  })

  test('overlooks no single attribute: each of those that decide is among them', () => {
    const decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount })
    const fields = new Set(
      whatWouldChange(decision, dachPolicy).lead.flatMap(({ changes }) => changes.map(({ field }) => field)),
    )
    assert.deepEqual([...fields].toSorted(), ['country', 'employees', 'product'])
  })

  test('claims no outcome where a pool would be asked that the record does not hold', () => {
    const two = policyFromText(`
policy: two
fields: { country: { type: country } }
routes:
  - id: all
    to: [pool: pro, pool: dach]
`)
    const decision = openDesk(two, dachRoster).ask({ country: 'FR' })
    const absent = whatWouldChange(decision, two).roster.find(({ change }) => change.kind === 'absent')
    assert.deepEqual([absent?.outcome, absent?.asks], [null, 'dach'])
    assert.equal(absent?.sentence, 'if owner-01 were absent: dach is asked next, of which the record says nothing')
  })

  test('tries two attributes where no single one leads elsewhere', () => {
    const both = policyFromText(`
policy: both
fields: { country: { type: country }, employees: { type: integer } }
routes:
  - id: special
    when: country == "DE" && employees > 10
    to: [pool: pro]
  - id: rest
    to: [pool: dach]
`)
    const decision = openDesk(both, dachRoster).ask({ country: 'FR', employees: 3 })
    const [flip] = whatWouldChange(decision, both).lead
    assert.deepEqual(
      flip.changes.map(({ field, to }) => [field, to]),
      [
        ['country', 'DE'],
        ['employees', 11],
      ],
    )
    assert.equal(flip.destination.ruleId, 'special')
  })

  test('finds two attributes that only a derived value ties together', () => {
    const tied = policyFromText(`
policy: tied
fields: { seats: { type: integer }, budget: { type: integer }, note: { type: string } }
derive:
  size:
    - { when: "seats >= 10 && budget >= 500", value: big }
    - { value: small }
routes:
  - { id: big, when: size == "big", to: [pool: pro] }
  - { id: rest, to: [pool: dach] }
`)
    const decision = openDesk(tied, dachRoster).ask({ seats: 1, budget: 1 })
    const { lead, isLeadComplete } = whatWouldChange(decision, tied)
    assert.deepEqual(
      lead.map(({ sentence }) => sentence),
      ['if seats were 10 instead of 1 and budget were 500 instead of 1: route big, to pool pro'],
    )
    assert.ok(isLeadComplete)
  })

  test('names only values that a lead can have', () => {
    const bounded = policyFromText(`
policy: bounded
fields: { size: { type: integer, min: 1, max: 100 } }
routes:
  - { id: none, when: size < 1, to: [pool: pro] }
  - { id: many, when: size > 100, to: [pool: pro] }
  - { id: some, when: size >= 50, to: [pool: dach-ent] }
  - { id: rest, to: [pool: dach] }
`)
    const { lead } = whatWouldChange(openDesk(bounded, dachRoster).ask({ size: 7 }), bounded)
    assert.deepEqual(
      lead.map(({ changes: [{ to }], destination }) => [to, destination.ruleId]),
      [[50, 'some']],
    )
  })

  test('says of a table of many thousand values when it has not looked at all of them', () => {
    const rows = Array.from({ length: 12_000 }, (_, index) => `${index * 2},dach`).join('\n')
    const table = policyFromText(
      'policy: many\nfields: { code: { type: integer } }\nroutes:\n  - { id: codes, table: codes.csv }\n  - { id: rest, to: [pool: dach] }\n',
      { 'codes.csv': `code,pool\n${rows}\n` },
    )
    const { lead, isLeadComplete } = whatWouldChange(openDesk(table, dachRoster).ask({ code: 3 }), table)
    assert.deepEqual([lead.length, isLeadComplete], [0, false])
  })
})
