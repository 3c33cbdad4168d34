import type { LeadSketch, RuleSketch } from '../generated-rules/rule-sketch.ts'

/** Something that can say which of many rules takes a lead, asked in the way its own documentation finds best. */
export type Engine = {
  readonly name: string
  /** How the rules are put to it. */
  readonly how: string
  /** Reads the rules and the leads, each in the form it likes best; the time for that is not part of a decision. */
  readonly load: (rules: readonly RuleSketch[], leads: readonly LeadSketch[]) => AskEngine
}

/** The position of the first rule that is true of the lead with this number, −1 when none is. */
export type AskEngine = (leadNumber: number) => number | Promise<number>

/** The answer when no rule takes the lead. */
export const noRule = -1

/** An engine's answer is of any type until it has been looked at; whatever is no position counts as a wrong answer. */
export function readPosition(answer: unknown): number {
  if (answer === undefined || answer === null) return noRule
  return typeof answer === 'number' ? answer : Number.NaN
}
