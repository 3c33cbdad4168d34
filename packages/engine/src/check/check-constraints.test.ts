import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkText, messagesOf, routesOf } from '../testing/check-by-text.ts'

describe('constraints and cases', () => {
  test('that never apply, or only to refused leads, are told', () => {
    const report = checkText(`
constraints:
  - { id: list, when: 'restricted("any")', refuse: on_list }
  - { id: odd, when: "employees > 5 && employees < 3", refuse: odd }
  - id: certified
    when: 'restricted("any") && employees > 3'
    require: '"gdpr" in owner.certifications'
  - { id: again, when: 'restricted("any") && consent', refuse: again }
${routesOf('consent')}`)
    assert.deepEqual(messagesOf(report, 'check_constraint_never_applies'), [
      'The constraint `odd` never applies: its conditions contradict each other.',
    ])
    assert.deepEqual(messagesOf(report, 'check_constraint_refused'), [
      'Every lead that `certified` applies to is refused by `list`, so it changes nothing.',
      'Every lead that `again` applies to is refused by `list` before, so it changes nothing.',
    ])
  })

  test('that bind the same leads to different owners are told; to the same one they may', () => {
    const constraints = (second: string): string => `
constraints:
  - { id: a, when: 'account.tier == "key"', bind: account.owner }
  - { id: b, when: "employees > 1000", bind: ${second} }
${routesOf('consent')}`
    assert.equal(messagesOf(checkText(constraints('account.owner')), 'check_constraints_bind_both').length, 0)
    assert.equal(messagesOf(checkText(constraints('account.parent')), 'check_constraints_bind_both').length, 1)
  })

  test('of derived values and clocks that are never taken are told', () => {
    const report = checkText(`
derive:
  segment:
    - { when: "employees >= 100", value: mid }
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
${routesOf('segment == "mid"', 'segment == "small"')}
clocks:
  first_touch:
    - { when: "consent", target: PT1H }
    - { when: "consent && employees > 3", target: PT2H }
    - { target: PT3H }
`)
    assert.deepEqual(messagesOf(report, 'check_case_unreachable'), [
      'Case 2 of `segment` is never taken: the cases before it are taken whenever it would be.',
      'Case 2 of `first_touch` is never taken: the cases before it are taken whenever it would be.',
    ])
  })
})
