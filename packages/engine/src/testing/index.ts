// What tests and benchmarks of other packages may use. Nothing here is part of the product.
export { bareField, barePolicy, nowhere } from './bare-policy.ts'
export { createRandom, type Random } from '../chance/create-random.ts'
export * as expressionBuilder from './expression-builder.ts'
export { type Attributes, policyOfConditions } from './policy-of-conditions.ts'
export { randomCondition, randomValue } from './random-condition.ts'
export { randomLeadValues } from './random-lead-values.ts'
export { randomPolicy, type RandomPolicyOptions } from './random-policy.ts'
export { randomPolicySketch } from './random-business.ts'
export { policyText } from './policy-of-sketch.ts'
export { bareIdentity } from './bare-identity.ts'
export { type DayLead, spendDay } from './business-day.ts'
export { fieldsOfEveryType, readLead } from './fields-of-every-type.ts'
export { readTable } from './read-table.ts'
export {
  matchedWithoutAnswer,
  type MatchAnswer,
  type MatchQuestion,
  type MatchScore,
  scoreMatching,
} from './score-matching.ts'
export { inboundPolicyText, territoriesText } from './inbound-policy.ts'
