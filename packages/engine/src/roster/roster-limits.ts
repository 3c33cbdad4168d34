/** Bounds of one roster; whatever is beyond them is a problem, not a slow day. */
export const rosterLimits = {
  ownersMax: 20_000,
  poolsMax: 5_000,
  /** Members of one pool. */
  membersMax: 5_000,
  restrictionsMax: 1_000_000,
  consentsMax: 1_000_000,
  namedHoursMax: 1_000,
  /** Intervals of one day. */
  intervalsMax: 20,
  /** Dated overrides, absences and feeds of one person or pool. */
  datesMax: 2_000,
  capsMax: 50,
  /** Licences of one person. */
  licencesMax: 1000,
  /** Further attributes of one person, and values of one list. */
  attributesMax: 200,
  valuesMax: 1_000,
  weightMax: 1000,
  leadsMax: 1_000_000_000,
  problemsMax: 500,
  /** Names for which near ones are looked up. */
  suggestionsMax: 200,
} as const
