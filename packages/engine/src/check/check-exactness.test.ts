import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, test } from 'node:test'
import { type Random, createRandom } from '../chance/create-random.ts'
import { compilePolicy } from '../compile/compile-policy.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { type Plan, planLead } from '../decide/plan.ts'
import type { Expression, SymbolRef, Value, ValueType } from '../language/expression.ts'
import type { Condition, Constraint, Derived, Policy, Route } from '../policy/policy.ts'
import { bareField, barePolicy } from '../testing/bare-policy.ts'
import {
  all,
  any,
  arithmetic,
  call,
  compare,
  conditional,
  constant,
  isIn,
  not,
  symbol,
} from '../testing/expression-builder.ts'
import type { CheckReport } from './check-report.ts'
import { createCheckSpace } from './check-space.ts'
import { checkPolicy } from './check-policy.ts'

const isLong = process.env['RIGHTFUL_LONG'] === '1'
const rulesWanted = isLong ? 12_000 : 240

const text: ValueType = { kind: 'string' }
const types: readonly (readonly [string, SymbolRef['origin'], ValueType])[] = [
  ['country', 'field', { kind: 'string', values: new Set(['AT', 'DE', 'FR']) }],
  ['employees', 'field', { kind: 'integer' }],
  ['consent', 'field', { kind: 'boolean' }],
  ['city', 'field', text],
  ['account.id', 'account', text],
  ['account.tier', 'account', { kind: 'string', values: new Set(['key', 'other']) }],
  ['restricted("any")', 'fact', { kind: 'boolean' }],
  ['segment', 'derived', text],
  ['level', 'derived', { kind: 'integer' }],
]
const symbols = types.map(([path, origin, type], slot): SymbolRef => ({ path, origin, type, slot, space: 'lead' }))
const [country, employees, consent, city, accountId, tier, , segment, level] = symbols

// Every class that any condition below can cut has a value here; the last of each stands for "missing", where that can be.
const values: readonly (readonly (Value | undefined)[])[] = [
  ['AT', 'DE', 'FR', undefined],
  [0, 1, 2, 3, 4, 5, undefined],
  [true, false, undefined],
  ['A', 'a', 'aa', 'ab', 'abz', 'az', 'b', 'bz', 'c', 'z', 'acb', 'acc', 'azb', 'ccb', 'ccc', 'czb', 'czc', undefined],
]
const accounts: readonly (readonly (Value | undefined)[])[] = [
  [undefined, undefined],
  ['x', undefined],
  ['x', 'key'],
  ['x', 'other'],
]

function randomAtom(random: Random, among: readonly SymbolRef[], isOpaque: boolean): Expression {
  const chosen = random.pick(among)
  const read = symbol(chosen)
  if (random.chance(0.08)) return call('known', [read])
  if (isOpaque && random.chance(0.25)) return opaqueAtom(random)
  switch (chosen) {
    case country:
      return isIn(read, constant(random.some(['AT', 'DE', 'FR'], 1 + random.below(2))))
    case employees:
      return compare(read, random.pick(['<', '<=', '>', '>=', '==', '!=']), constant(random.below(5)))
    case city:
      return random.chance(0.4)
        ? call('startsWith', [read, constant(random.pick(['a', 'ab', 'b']))])
        : compare(read, random.pick(['==', '<', '>=', '!=']), constant(random.pick(['a', 'ab', 'b'])))
    case accountId:
      return call('known', [read])
    case tier:
      return compare(read, random.pick(['==', '!=']), constant(random.pick(['key', 'other'])))
    case segment:
      return compare(read, random.pick(['==', '!=']), constant(random.pick(['s', 'm', 'l'])))
    case level:
      return compare(read, random.pick(['<', '>=', '==']), constant(random.below(4)))
    default:
      return read
  }
}

function opaqueAtom(random: Random): Expression {
  return random.pick([
    call('matches', [symbol(city), constant(random.pick(['^a', 'b$', 'z']))]),
    compare(arithmetic(symbol(employees), '%', constant(2)), '==', constant(random.below(2))),
    compare(call('size', [symbol(city)], { kind: 'integer' }), '>', constant(random.below(3))),
  ])
}

function randomExpression(
  random: Random,
  at: { readonly among: readonly SymbolRef[]; readonly isOpaque: boolean },
  depth: number,
): Expression {
  const part = (): Expression => randomExpression(random, at, depth - 1)
  if (depth === 0 || random.chance(0.2)) return randomAtom(random, at.among, at.isOpaque)
  switch (random.below(6)) {
    case 0:
      return not(part())
    case 1:
      return any(part(), part())
    case 2:
      return random.chance(0.3) ? conditional(part(), part(), part()) : all(part(), not(part()))
    default:
      return all(part(), part())
  }
}

let line = 0
function condition(expression: Expression): Condition {
  return { text: '', expression, place: { file: 'policy', line, column: 1 } }
}

function randomPolicy(random: Random, isOpaque: boolean): Policy {
  const asked = symbols.slice(0, 7)
  const when = (among: readonly SymbolRef[], depth: number): Condition =>
    condition(randomExpression(random, { among, isOpaque }, depth))
  const derived = [segment, level].map(({ path, slot }, at): Derived => {
    const results = at === 0 ? ['s', 'm', 'l'] : [0, 2, 3]
    const cases = results.map((value, index) => ({
      value,
      when: index === 2 && random.chance(0.6) ? null : when(at === 0 ? asked : [...asked, segment], 1),
    }))
    return { name: path, slot, cases, place: { file: 'policy', line: 0, column: 1 } }
  })
  line = 1_000
  const constraints = Array.from({ length: random.below(3) }, (_, index): Constraint => {
    line += 1
    const shared = {
      id: `constraint-${index}`,
      when: when(symbols, 1),
      whenUnknown: random.pick(['applies', 'skip', 'incomplete'] as const),
      description: null,
      place: { file: 'policy', line, column: 1 },
    }
    if (random.chance(0.3)) return { ...shared, kind: 'bind', bind: accountId, otherwise: [] }
    return random.chance(0.3)
      ? { ...shared, kind: 'require', require: condition(constant(true)) }
      : { ...shared, kind: 'refuse', reason: 'no' }
  })
  line = 0
  const routes = Array.from({ length: 1 + random.below(8) }, (_, index): Route => {
    line += 1
    const place = { file: 'policy', line, column: 1 }
    const rule = {
      id: `r${index}`,
      routeId: `r${index}`,
      when: random.chance(0.04) ? null : when(symbols, random.below(3)),
      to: [],
      place,
    }
    return {
      id: rule.id,
      description: null,
      whenUnknown: random.chance(0.15) ? 'incomplete' : 'skip',
      rules: [rule],
      table: null,
      also: {},
      plan: null,
      place,
    }
  })
  const fields = [
    bareField(country, 'enum'),
    { ...bareField(employees, 'integer'), min: 0 },
    bareField(consent, 'boolean'),
    bareField(city, 'string'),
  ]
  return barePolicy({ fields, leadSymbols: symbols, derived, constraints, routes })
}

/** What asking every lead says: for each rule whether complete and other leads get to it, and whether a complete lead is left over. */
function judge(compiled: CompiledPolicy) {
  const reached = compiled.rules.map(() => ({ complete: false, gappy: false, isTrue: false, isTrueComplete: false }))
  let isUncovered = false
  for (const slots of everyLead()) {
    const isComplete = slots.slice(0, 4).every((value) => value !== undefined)
    compiled.computeDerived(slots)
    const plan = planLead(compiled, slots, null)
    for (const [rule, found] of reached.entries()) {
      if (compiled.conditionOf(rule)(slots, []) !== true) continue
      found.isTrue = true
      found.isTrueComplete ||= isComplete
    }
    const rule = plan.routes.rule === null ? -1 : compiled.rules.indexOf(plan.routes.rule)
    if (rule >= 0) reached[rule][isComplete ? 'complete' : 'gappy'] = true
    // A route or hard rule that waits for what is unknown was told to: its leads are not left over.
    else if (isComplete && isLeftOver(plan) && compiled.match(slots).stoppedBy < 0) isUncovered = true
  }
  return { reached, isUncovered }
}

function isLeftOver({ because, hardRules }: Plan): boolean {
  return because === 'unmatched' || (because === 'incomplete' && hardRules.incomplete === null)
}

function* everyLead(): Generator<(Value | undefined)[]> {
  for (const a of values[0])
    for (const b of values[1])
      for (const c of values[2])
        for (const d of values[3])
          for (const [id, of] of accounts)
            for (const fact of [false, true]) yield [a, b, c, d, id, of, fact, undefined, undefined]
}

function codesAt(report: CheckReport, at: number): readonly string[] {
  return report.problems
    .filter(({ place, code }) => place.line === at && code.startsWith('check_rule_'))
    .map(({ code }) => code)
}

function expectedCode(found: ReturnType<typeof judge>['reached'][number]): string {
  if (found.complete) return 'reached'
  if (found.gappy) return found.isTrueComplete ? 'check_rule_needs_gaps' : 'reached'
  return found.isTrue ? 'check_rule_unreachable' : 'check_rule_never_true'
}

describe('static checks', () => {
  // Small policies are asked about every lead there can be, which is what the checks claim to have done.
  test('say of every rule and of what is left over just what asking every lead says', (t) => {
    const seed = Number(process.env['RIGHTFUL_SEED'] ?? randomInt(2 ** 30))
    t.diagnostic(`seed ${seed} (set RIGHTFUL_SEED to repeat)`)
    const told = new Map<string, number>()
    for (let [round, rules] = [0, 0]; rules < rulesWanted; round += 1) {
      const compiled = compilePolicy(randomPolicy(createRandom(seed + round), false))
      // What becomes too many boxes is not exact any more; the next test is about such policies.
      if (createCheckSpace(compiled).isFree.includes(true)) continue
      const report = checkPolicy(compiled)
      const { reached, isUncovered } = judge(compiled)
      for (const [rule, found] of reached.entries()) {
        const code = codesAt(report, rule + 1).find((one) => one !== 'check_rule_always_bound') ?? 'reached'
        assert.equal(code, expectedCode(found), `seed ${seed + round}, rule ${rule}`)
        told.set(code, (told.get(code) ?? 0) + 1)
      }
      assert.equal(report.figures.undecidedRules, 0, `seed ${seed + round}`)
      assert.equal(report.uncovered.length > 0, isUncovered, `seed ${seed + round}: leads left over`)
      rules += reached.length
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(told)))
    assert.equal(told.size, 4, 'every answer occurred')
  })

  // Regular expressions, arithmetic and the like could be anything to the checks. They may say less then, nothing false.
  test('say nothing false where conditions cannot be reasoned about', (t) => {
    const seed = Number(process.env['RIGHTFUL_SEED'] ?? randomInt(2 ** 30))
    t.diagnostic(`seed ${seed} (set RIGHTFUL_SEED to repeat)`)
    let claims = 0
    for (let [round, rules] = [0, 0]; rules < rulesWanted / 2; round += 1) {
      const compiled = compilePolicy(randomPolicy(createRandom(seed + round), true))
      const report = checkPolicy(compiled)
      const { reached, isUncovered } = judge(compiled)
      for (const [rule, found] of reached.entries()) {
        const where = `seed ${seed + round}, rule ${rule}`
        const codes = codesAt(report, rule + 1)
        if (codes.length > 0) claims += 1
        if (codes.includes('check_rule_never_true')) assert.ok(!found.isTrue, where)
        if (codes.includes('check_rule_unreachable')) assert.ok(!found.complete && !found.gappy, where)
        if (codes.includes('check_rule_needs_gaps')) assert.ok(!found.complete, where)
      }
      if (report.uncovered.length > 0) assert.ok(isUncovered, `seed ${seed + round}: leads left over`)
      else if (isUncovered)
        assert.ok(
          report.problems.some(({ code }) => code === 'check_cover_undecided'),
          `seed ${seed + round}: not told`,
        )
      rules += reached.length
    }
    assert.ok(claims > 5, `only ${claims} claims were made`)
  })

  test('say the same every time', () => {
    const policies = Array.from({ length: 20 }, (_, index) =>
      compilePolicy(randomPolicy(createRandom(index), index % 2 === 0)),
    )
    const first = policies.map((policy) => checkPolicy(policy))
    assert.deepEqual(
      policies
        .toReversed()
        .map((policy) => checkPolicy(policy))
        .toReversed(),
      first,
    )
  })
})
