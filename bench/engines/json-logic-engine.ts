import { LogicEngine } from 'json-logic-engine'
import type { RuleSketch, TestSketch } from '../generated-rules/rule-sketch.ts'
import { type AskEngine, type Engine, noRule, readPosition } from './engine.ts'
import { createPatternReader } from './pattern-reader.ts'

/** So many rules in one compiled `if`: twice as fast as each rule alone, and steadier than all in one. */
const rulesInOne = 100

/** Compiled `if … else if …` of 100 rules each, asked one after the other. It makes source code of the rules. */
export const jsonLogicEngine: Engine = {
  name: 'json-logic-engine',
  how: `compiled, ${rulesInOne} rules in one \`if\``,
  load(rules, leads) {
    const engine = createEngine()
    const parts: Function[] = []
    for (let from = 0; from < rules.length; from += rulesInOne) {
      parts.push(engine.build(firstOf(rules.slice(from, from + rulesInOne), from)))
    }
    return (leadNumber) => askParts(parts, leads[leadNumber])
  },
}

function createEngine(): LogicEngine {
  const engine = new LogicEngine()
  const readPattern = createPatternReader()
  const isPure = { deterministic: true }
  engine.addMethod('starts_with', ([value, prefix]: readonly string[]) => value.startsWith(prefix), isPure)
  engine.addMethod('matches', ([value, pattern]: readonly string[]) => readPattern(pattern).test(value), isPure)
  return engine
}

function askParts(parts: readonly Function[], lead: unknown): ReturnType<AskEngine> {
  for (const part of parts) {
    const position = readPosition(part(lead))
    if (position !== noRule) return position
  }
  return noRule
}

/** The rules' own positions begin at `from`. */
function firstOf(rules: readonly RuleSketch[], from: number): Logic {
  return { if: [...rules.flatMap(({ tests }, index) => [{ and: tests.map(logicOf) }, from + index]), noRule] }
}

type Logic = { readonly [operator: string]: unknown }

function logicOf(test: TestSketch): Logic {
  switch (test.kind) {
    case 'one_of':
      return test.values.length === 1
        ? { '===': [variable(test), test.values[0]] }
        : { in: [variable(test), test.values] }
    case 'between':
      return { and: [{ '>=': [variable(test), test.from] }, { '<': [variable(test), test.to] }] }
    case 'at_least':
      return { '>=': [variable(test), test.from] }
    case 'below':
      return { '<': [variable(test), test.to] }
    case 'prefix':
      return { starts_with: [variable(test), test.prefix] }
    case 'matches':
      return { matches: [variable(test), test.pattern] }
    case 'is_true':
      return variable(test)
    case 'not':
      return { '!': [logicOf(test.test)] }
    case 'either':
      return { or: test.tests.map(logicOf) }
  }
}

function variable({ field }: { readonly field: string }): Logic {
  return { var: field }
}
