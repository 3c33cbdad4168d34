/**
 * Every failure a caller of the engine can cause, by code. Bad documents are not failures: parsing returns
 * `Problem`s. A test keeps docs/reference/errors.md in step with this list.
 */
export const engineErrors = {
  calendar_zone_unknown: 'The time zone is not an IANA zone.',
  calendar_hours_malformed: 'Hours are local times such as 09:00, with a start and an end.',
  calendar_hours_overlap: 'Two intervals of the hours overlap.',
  calendar_date_malformed: 'Dates are local dates that exist, such as 2026-11-26, each with one override at most.',
  calendar_absence_malformed: 'Absences have a start and an end, each a date, a local time or an instant.',
  calendar_duration_malformed: 'Working time is counted in hours, minutes and seconds.',
  calendar_instant_out_of_range: 'Calendars know the years 1900 to 2199 only.',
  calendar_never_opens: 'The calendar never opens, so working time would never pass.',
  decision_is_brief:
    'The decision was recorded in brief, without what was read; decide in full detail to replay or question it.',
  decision_policy_differs: 'The decision was made by another policy than the one it is questioned with.',
  decision_role_unknown: 'The policy that decided has no such role.',
  ledger_reason_missing: 'A credit or a hand-over needs a reason that others can read later.',
} as const satisfies Record<string, string>

export type EngineErrorCode = keyof typeof engineErrors

/** A failure the engine foresaw. Anything else that is thrown is a bug. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: EngineErrorCode
  /** Where and what, for the message and for programs. */
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: EngineErrorCode, details: EngineError['details'] = {}, options?: ErrorOptions) {
    const said = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
    super(said.length === 0 ? engineErrors[code] : `${engineErrors[code]} (${said.join(', ')})`, options)
    this.code = code
    this.details = details
  }
}

/** Stops on a programmer's mistake; never judges user input. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
