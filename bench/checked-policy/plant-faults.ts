import type { Random } from '@rightful/engine/testing'
import { ruleAsCondition } from '../generated-rules/rules-as-policy.ts'
import type { RuleSketch, TestSketch } from '../generated-rules/rule-sketch.ts'

/** Routes that belong together, in order, and what a check must find among them. */
export type Planted = {
  readonly conditions: readonly string[]
  readonly unreachable: number
  readonly needsGaps: number
}

/** Fields that only planted rules ask about, and a question that parts any rule's leads. */
export const plantedFields: readonly string[] = ['urgent: { type: boolean }', 'seats: { type: integer, min: 1 }']
const questions = [
  { field: 'urgent', question: 'urgent' },
  { field: 'seats', question: 'seats >= 50' },
]

/** The faults that are planted by turns: each takes a rule of its own to be made of. */
export const plantings: readonly ((rule: RuleSketch, random: Random) => Planted)[] = [
  takenByOne,
  takenByThree,
  takenThroughDerived,
  contradicting,
  leftToGaps,
]

function takenByOne(rule: RuleSketch, random: Random): Planted {
  const condition = ruleAsCondition(rule)
  return { conditions: [condition, `${condition} && ${random.pick(questions).question}`], unreachable: 1, needsGaps: 0 }
}

/** No one of the three takes all the leads of the fourth. */
function takenByThree(rule: RuleSketch, random: Random): Planted {
  const condition = ruleAsCondition(rule)
  const { field, question } = random.pick(questions)
  const parts = [question, `!(${question})`, `!known(${field})`].map((part) => `${condition} && ${part}`)
  return { conditions: [...parts, condition], unreachable: 1, needsGaps: 0 }
}

/** The earlier rule asks for employees, the later one for the segment made of them. */
function takenThroughDerived(rule: RuleSketch): Planted {
  const condition = ruleAsCondition({ tests: rule.tests.filter((test) => !reads(test, 'employees')) })
  const rest = condition === '' ? '' : ` && ${condition}`
  return { conditions: [`employees >= 500${rest}`, `segment == "enterprise"${rest}`], unreachable: 1, needsGaps: 0 }
}

function contradicting(rule: RuleSketch): Planted {
  return {
    conditions: [`${ruleAsCondition(rule)} && employees < 100 && segment == "mid"`],
    unreachable: 1,
    needsGaps: 0,
  }
}

/** What is neither true nor false is left over. */
function leftToGaps(rule: RuleSketch, random: Random): Planted {
  const condition = ruleAsCondition(rule)
  const { question } = random.pick(questions)
  return {
    conditions: [`${condition} && ${question}`, `${condition} && !(${question})`, condition],
    unreachable: 0,
    needsGaps: 1,
  }
}

function reads(test: TestSketch, field: string): boolean {
  switch (test.kind) {
    case 'not':
      return reads(test.test, field)
    case 'either':
      return test.tests.some((each) => reads(each, field))
    default:
      return test.field === field
  }
}
