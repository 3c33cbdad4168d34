import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { spendDay } from '../testing/business-day.ts'
import { dachLead, dachPolicy, dachRoster, plainAccount } from '../testing/dach-example.ts'
import { openDesk } from '../testing/decide-by-text.ts'
import type { Decision } from './decision.ts'
import { explainDecision } from './explain-decision.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/reference/decisions.md'), 'utf8')

/** The codes in the first column of the table that starts with this header. */
function codesUnder(header: string): readonly string[] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${header} |`))
  assert.notEqual(start, -1, `the page has no table ${header}`)
  const rows = lines.slice(start + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end).flatMap((row) => [...row.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, code]) => code))
}

/** What occurs in the decisions of random businesses. */
function occurring(): Readonly<Record<'outcomes' | 'ways' | 'reasons' | 'steps' | 'removals', ReadonlySet<string>>> {
  const seen = {
    outcomes: new Set<string>(),
    ways: new Set<string>(),
    reasons: new Set<string>(),
    steps: new Set<string>(),
    removals: new Set<string>(),
  }
  for (let seed = 1; seed <= 100; seed += 1) {
    spendDay(seed, 12, ({ decision }) => {
      for (const { outcome, steps } of decision.roles) {
        seen.outcomes.add(outcome.kind)
        if (outcome.kind === 'assigned') seen.ways.add(outcome.by)
        if (outcome.kind === 'held') seen.reasons.add(outcome.reason)
        for (const step of steps) {
          seen.steps.add(step.kind)
          const candidates = step.kind === 'pool' ? step.choice.candidates : []
          for (const { removal } of candidates) if (removal !== null) seen.removals.add(removal.kind)
        }
      }
    })
  }
  return seen
}

describe('the reference of decisions', () => {
  test('has the closed lists as they occur, and nothing that never does', () => {
    const seen = occurring()
    // Outcomes, removals and steps all have a column `kind`; their tables differ in the second one.
    assert.deepEqual(new Set(codesUnder('`by`')), seen.ways)
    assert.deepEqual(new Set(codesUnder('reason of a hold')), new Set([...seen.reasons, 'error']))
    assert.deepEqual(new Set(codesUnder('`kind` | fields | told as')), new Set([...seen.removals, 'bound_elsewhere']))
    assert.deepEqual(new Set(codesUnder('`kind` | fields | when')), seen.steps)
    assert.deepEqual(new Set(codesUnder('`kind` | fields')), seen.outcomes)
  })

  test('names every field of a record and of what it read', () => {
    const decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount })
    const named = new Set([...page.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name))
    const [step] = decision.roles[0].steps.flatMap((one) => (one.kind === 'pool' ? [one.choice] : []))
    const parts = [decision, decision.inputs, decision.inputs?.history, decision.clocks[0], step, step.candidates[0]]
    for (const part of parts)
      for (const name of Object.keys(part ?? {})) assert.ok(named.has(name), `${name} is not on the page`)
  })

  test('shows an explanation as it really is', () => {
    const decision: Decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount })
    const text = explainDecision(decision, dachPolicy).text.replace(/\([0-9a-f]{7}\)/, '(…)')
    assert.ok(page.includes(text), text)
  })
})
