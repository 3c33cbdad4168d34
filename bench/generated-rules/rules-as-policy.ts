import type { Policy, Value, Values, ValueType } from '@rightful/engine'
import { policyOfConditions } from '@rightful/engine/testing'
import { type LeadField, leadFields } from './lead-fields.ts'
import type { LeadSketch, RuleSketch, TestSketch } from './rule-sketch.ts'

/** The rules as Rightful's routes, one each, in order. */
export function rulesAsPolicy(rules: readonly RuleSketch[]): Policy {
  const attributes = Object.fromEntries(leadFields.map((field) => [field.name, valueTypeOf(field)]))
  return policyOfConditions(attributes, rules.map(ruleAsCondition))
}

/** The rule as a condition; its text is CEL, too. */
export function ruleAsCondition({ tests }: RuleSketch): string {
  return tests.map(testAsCondition).join(' && ')
}

/** The lead in the policy's slots. */
export function leadAsValues(lead: LeadSketch): Values {
  return leadFields.map(({ name }): Value | undefined => lead[name])
}

function valueTypeOf(field: LeadField): ValueType {
  switch (field.kind) {
    case 'choice':
    case 'digits':
    case 'phrase':
      return { kind: 'string' }
    case 'amount':
      return { kind: 'integer' }
    case 'flag':
      return { kind: 'boolean' }
  }
}

function testAsCondition(test: TestSketch): string {
  switch (test.kind) {
    case 'one_of':
      return test.values.length === 1
        ? `${test.field} == ${JSON.stringify(test.values[0])}`
        : `${test.field} in ${JSON.stringify(test.values)}`
    case 'between':
      return `${test.field} >= ${test.from} && ${test.field} < ${test.to}`
    case 'at_least':
      return `${test.field} >= ${test.from}`
    case 'below':
      return `${test.field} < ${test.to}`
    case 'prefix':
      return `${test.field}.startsWith(${JSON.stringify(test.prefix)})`
    case 'matches':
      return `${test.field}.matches(${JSON.stringify(test.pattern)})`
    case 'is_true':
      return test.field
    case 'not':
      return `!(${testAsCondition(test.test)})`
    case 'either':
      return `(${test.tests.map(testAsCondition).join(' || ')})`
  }
}
