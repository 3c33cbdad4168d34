import type { Severity } from '../policy/problem.ts'
import type { Span } from './expression.ts'

/** Every problem a condition can have, by code. A test keeps docs/reference/problems.md in step with this list. */
export const conditionProblems = {
  condition_empty: 'The condition has no text.',
  condition_too_long: 'The text is longer than a condition may be.',
  condition_too_deep: 'Brackets, operators or calls are nested too deeply.',
  condition_too_large: 'The condition, or a list or text in it, has too many parts.',
  condition_too_costly: 'Asking the condition once could take too many steps.',
  condition_character_unexpected: 'A character has no meaning here.',
  condition_quote_curly: 'A text stands in curly quotes, as word processors make them.',
  condition_text_unclosed: 'A text has no closing quote.',
  condition_escape_unknown: 'A backslash is followed by something that is not an escape.',
  condition_number_malformed: 'A number is not written as numbers are.',
  condition_number_too_large: 'A number is larger than can be kept exactly.',
  condition_literal_unsupported: 'Null, maps, bytes and unsigned numbers are not part of the language.',
  condition_operator_unknown: 'An operator of another language was used.',
  condition_operator_missing: 'Two values stand beside each other with no operator between them.',
  condition_operand_missing: 'An operator, a bracket or a comma has nothing where a value is needed.',
  condition_bracket_unclosed: 'A bracket is never closed, or closed by another kind.',
  condition_bracket_unopened: 'A closing bracket has no opening one.',
  condition_comma_unexpected: 'A comma stands where it separates nothing.',
  condition_chain_ambiguous: 'Comparisons are chained, as in `1 < x < 5`.',
  condition_name_unknown: 'A name is not an attribute that conditions can read.',
  condition_name_not_here: 'A name exists, but cannot be read in this place.',
  condition_group_unknown: 'No group has this name.',
  condition_fact_unknown: 'The fact has no such argument.',
  condition_function_unknown: 'No function has this name.',
  condition_arguments_mismatch: 'A function was given too few, too many, or the wrong kind of arguments.',
  condition_not_boolean: 'Something that is neither true nor false is used as a condition.',
  condition_type_mismatch: 'Two values of different types are compared or computed with each other.',
  condition_value_unknown: 'A value is compared that the attribute can never have.',
  condition_value_spelling: 'A value is written otherwise than the attribute keeps it, so they are never equal.',
  condition_list_mixed: 'A list holds values of different types.',
  condition_pattern_malformed: 'A regular expression cannot be read, or is too large.',
  condition_pattern_not_constant: 'A regular expression is computed, but it must be written as a text.',
  condition_never_computable: 'A part of the condition can never be computed, so it is always unknown.',
  condition_empty_text: 'An attribute is compared with the empty text, but a missing attribute is unknown.',
  condition_order_of_names: 'Names are compared by their letters.',
  condition_result_unexpected: 'The expression gives a value of another type than is needed here.',
} as const satisfies Record<string, string>

export type ConditionProblemCode = keyof typeof conditionProblems

/** One thing wrong with a condition. The span is in the condition's own text, in UTF-16 units. */
export type ExpressionProblem = {
  readonly code: ConditionProblemCode
  readonly severity: Severity
  /** What is wrong, in one sentence. */
  readonly message: string
  /** How to mend it, in one sentence. */
  readonly hint: string
  readonly span: Span
}
