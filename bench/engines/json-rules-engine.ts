import { Engine as RulesEngine, type TopLevelCondition } from 'json-rules-engine'
import type { TestSketch } from '../generated-rules/rule-sketch.ts'
import { type Engine, noRule, readPosition } from './engine.ts'
import { createPatternReader } from './pattern-reader.ts'

/**
 * Each rule with a priority of its own, the first one the highest, and stopped at the first success. That is its way to ask
 * rules in order; rules of the same priority are all asked before it stops, which is slower.
 */
export const jsonRulesEngine: Engine = {
  name: 'json-rules-engine',
  how: 'priorities, stopped at the first success',
  load(rules, leads) {
    const engine = new RulesEngine()
    const readPattern = createPatternReader()
    engine.addOperator<string, string>('startsWith', (value, prefix) => value.startsWith(prefix))
    engine.addOperator<string, string>('matches', (value, pattern) => readPattern(pattern).test(value))
    for (const [index, { tests }] of rules.entries()) {
      const conditions = { all: tests.flatMap(conditionsOf) }
      engine.addRule({ conditions, event: { type: 'taken', params: { index } }, priority: rules.length - index })
    }
    let taken = noRule
    engine.on('success', ({ params }) => {
      engine.stop()
      taken = readPosition(params?.index)
    })
    return async (leadNumber) => {
      taken = noRule
      await engine.run(leads[leadNumber])
      return taken
    }
  },
}

type NestedCondition = Extract<TopLevelCondition, { all: unknown }>['all'][number]

/** All of the conditions have to hold; more than one where the test is a range. */
function conditionsOf(test: TestSketch): readonly NestedCondition[] {
  switch (test.kind) {
    case 'one_of':
      return test.values.length === 1
        ? [{ fact: test.field, operator: 'equal', value: test.values[0] }]
        : [{ fact: test.field, operator: 'in', value: test.values }]
    case 'between':
      return [
        { fact: test.field, operator: 'greaterThanInclusive', value: test.from },
        { fact: test.field, operator: 'lessThan', value: test.to },
      ]
    case 'at_least':
      return [{ fact: test.field, operator: 'greaterThanInclusive', value: test.from }]
    case 'below':
      return [{ fact: test.field, operator: 'lessThan', value: test.to }]
    case 'prefix':
      return [{ fact: test.field, operator: 'startsWith', value: test.prefix }]
    case 'matches':
      return [{ fact: test.field, operator: 'matches', value: test.pattern }]
    case 'is_true':
      return [{ fact: test.field, operator: 'equal', value: true }]
    case 'not':
      return [{ not: together(test.test) }]
    case 'either':
      return [{ any: test.tests.map(together) }]
  }
}

function together(test: TestSketch): NestedCondition {
  const conditions = conditionsOf(test)
  return conditions.length === 1 ? conditions[0] : { all: [...conditions] }
}
