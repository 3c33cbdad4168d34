/** Bounds of one policy; whatever is beyond them is a problem, not a slow day. */
export const policyLimits = {
  fieldsMax: 1_000,
  /** Values of one enum, and members of one group. */
  valuesMax: 10_000,
  groupsMax: 1_000,
  derivedMax: 500,
  casesMax: 1_000,
  constraintsMax: 1_000,
  /** Routes and table rows together. */
  rulesMax: 200_000,
  targetsMax: 50,
  rolesMax: 20,
  reassignMax: 100,
  testsMax: 10_000,
  /** UTF-16 units of a name and of a longer text. */
  nameLengthMax: 200,
  textLengthMax: 10_000,
  /** Ten years. */
  durationSecondsMax: 315_360_000,
  /** UTF-16 units of one decision table. */
  tableLengthMax: 32 * 1024 * 1024,
  tableColumnsMax: 200,
  /** Problems that are told of one table, and of one policy with its tables. */
  tableProblemsMax: 100,
  problemsMax: 500,
} as const
