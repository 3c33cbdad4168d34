/**
 * What keeps every condition's cost bounded. The first group is checked when a condition is parsed; the
 * second when it is asked: a value beyond it makes the condition unknown, as an evaluation error does.
 */
export const bounds = {
  /** UTF-16 units of a condition's text. */
  conditionLengthMax: 20_000,
  /** Nodes of the syntax tree. */
  nodesMax: 5_000,
  /** How deep brackets, operators and calls may nest. */
  depthMax: 100,
  /** Items of one list written in a condition, and constants of one group. */
  literalItemsMax: 10_000,
  /** UTF-16 units of one text written in a condition. */
  literalLengthMax: 4_000,
  /** UTF-16 units of a regular expression. */
  patternLengthMax: 1_000,
  /** Instructions a regular expression may compile to, since repetition multiplies them. */
  patternSizeMax: 10_000,
  /** Steps that asking a condition once may take in the worst case. */
  stepsMax: 20_000_000,
  /** Problems told at once. */
  problemsMax: 20,

  /** UTF-16 units of a text that a condition computes. */
  textLengthMax: 100_000,
  /** Items of a list that a condition walks through. */
  listLengthMax: 1_000,
} as const
