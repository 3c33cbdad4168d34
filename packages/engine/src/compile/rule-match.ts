/**
 * What the routes say about one lead. All three are positions in `CompiledPolicy.rules`; −1 is none.
 * A fresh plain object per call: it may be kept.
 */
export type RuleMatch = {
  /** The first rule that is true, unless `stoppedBy` stands before it. */
  readonly ruleIndex: number
  /** The first rule that is unknown and stands before `ruleIndex`; the first unknown one of all when no rule is true. */
  readonly firstUnknown: number
  /**
   * The first unknown rule of a route that says `when_unknown: incomplete`, if it stands before every true
   * rule: nothing below it is tried, so `ruleIndex` is −1.
   */
  readonly stoppedBy: number
}
