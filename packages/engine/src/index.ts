// The engine's one door. Every export is named here and documented where it is defined.

// check
export { checkPolicy } from './check/check-policy.ts'
export { checkProblems } from './check/check-problems.ts'
export type { CheckProblemCode } from './check/check-problems.ts'
export type { CheckContext, CheckFigures, CheckReport, UncoveredLeads } from './check/check-report.ts'
export { runGoldenTests } from './check/run-golden-tests.ts'
export { symbolsIn } from './check/symbols-in.ts'
export type { GoldenResult, Mismatch } from './check/run-golden-tests.ts'
export { prepareTrial } from './check/try-lead.ts'
export type { LeadTrial, PlannedOutcome, TrialLead } from './check/try-lead.ts'

// compile
export { compilePolicy } from './compile/compile-policy.ts'
export type { CompiledPolicy, RuleMatch } from './compile/compiled-policy.ts'
export { matchByScan } from './compile/match-by-scan.ts'

// normalise
export { cleanText } from './normalise/clean-text.ts'
export { companyKey } from './normalise/company-key.ts'
export type { CompanyKey } from './normalise/company-key.ts'
export { isPlaceholder } from './normalise/is-placeholder.ts'
export type { FieldNote, Identity, InferredFrom, NormalisedLead, RawLead } from './normalise/lead.ts'
export { mailKind, prepareMailKind } from './normalise/mail-kind.ts'
export type { MailKind, MailLists } from './normalise/mail-kind.ts'
export type { CountryReading } from './normalise/nearest-country.ts'
export { normaliseLead } from './normalise/normalise-lead.ts'
export { prepareFields } from './normalise/prepare-fields.ts'
export type { IdentityPart, LeadSchema, NormaliseOptions, PreparedField } from './normalise/prepare-fields.ts'
export { readBoolean } from './normalise/read-boolean.ts'
export { readCountry } from './normalise/read-country.ts'
export { readDate } from './normalise/read-date.ts'
export type { DateReading } from './normalise/read-date.ts'
export { readEmail } from './normalise/read-email.ts'
export type { EmailReading } from './normalise/read-email.ts'
export { prepareEnum } from './normalise/read-enum.ts'
export type { EnumReaders, EnumReading } from './normalise/read-enum.ts'
export { readHost, readWebAddress } from './normalise/read-host.ts'
export type { HostReading } from './normalise/read-host.ts'
export { readNumber } from './normalise/read-number.ts'
export type { NumberReading } from './normalise/read-number.ts'
export { readPhone } from './normalise/read-phone.ts'
export type { PhoneReading, PhoneResult } from './normalise/read-phone.ts'
export { readPostalCode, stateOfZip } from './normalise/read-postal-code.ts'
export type { PostalReading } from './normalise/read-postal-code.ts'
export { readSubdivision } from './normalise/read-subdivision.ts'
export type { SubdivisionReading } from './normalise/read-subdivision.ts'
export { zoneOfPlace } from './normalise/zone-of-place.ts'

// policy
export { builtInGroups } from './policy/built-in-groups.ts'
export { describeDiff } from './policy/describe-diff.ts'
export { diffPolicies } from './policy/diff-policies.ts'
export { listPolicyTables } from './policy/list-policy-tables.ts'
export { parsePolicy } from './policy/parse-policy.ts'
export type { ParsedPolicy, ParsePolicyOptions } from './policy/parse-policy.ts'
export type { Policy } from './policy/policy.ts'
export type { ChangeDetail, PolicyChange, PolicyDiff, PolicySection } from './policy/policy-diff.ts'
export { policySchema } from './policy/policy-schema.ts'
export type { Place, Problem, Severity } from './policy/problem.ts'

// match
export type { DomainLists, SkippedDomain } from './match/account-domains.ts'
export type { AccountIndex } from './match/account-index.ts'
export type { Account, AccountMatch, MatchTier, NoMatchReason } from './match/account.ts'
export { buildAccountIndex } from './match/build-account-index.ts'
export { type AccountChanges, updateAccountIndex } from './match/update-account-index.ts'
export type { AccountIndexOptions } from './match/build-account-index.ts'
export { buildLeadIndex } from './match/lead-index.ts'
export type { LeadIndex } from './match/lead-index.ts'
export { leadMatchTiers } from './match/lead-match.ts'
export type { KnownLead, LeadMatch, LeadMatchTier } from './match/lead-match.ts'
export { matchAccount, matchTiers } from './match/match-account.ts'
export type { MatchOptions } from './match/match-account.ts'
export { matchLead } from './match/match-lead.ts'
export type { LeadMatchOptions } from './match/match-lead.ts'

// language
export { compileCondition } from './language/evaluate.ts'
export type { ExpressionProblem } from './language/expression-problem.ts'
export type { Expression, SymbolRef, Truth, Value, Values, ValueType } from './language/expression.ts'
export { parseCondition } from './language/parse-condition.ts'
export type { ParsedCondition } from './language/parse-condition.ts'
export { describeExpression } from './language/print-expression.ts'
export type { Scope } from './language/scope.ts'
export { nearest } from './language/suggest.ts'

// calendar
export { addWorkingSeconds, addWorkingTime } from './calendar/add-working-time.ts'
export type { CalendarFault } from './calendar/calendar-fault.ts'
export type { CalendarSpec, DayInterval, Weekday } from './calendar/calendar.ts'
export { coverage } from './calendar/coverage.ts'
export type { Coverage, CoverageHour, CoverageOptions } from './calendar/coverage.ts'
export { defineCalendar, findCalendarFaults } from './calendar/define-calendar.ts'
export type { Calendar } from './calendar/define-calendar.ts'
export { isOpen } from './calendar/is-open.ts'
export { nextChange, nextClosing, nextOpening } from './calendar/next-opening.ts'
export { statusAt, statusAtMs } from './calendar/status-at.ts'
export type { TimedAvailability } from './calendar/timeline.ts'
export { workingMsBetween, workingTimeBetween } from './calendar/working-time-between.ts'

// balance
export { chooseOwner } from './balance/choose-owner.ts'
export type { ChooseRequest } from './balance/choose-owner.ts'
export { copyPerson, copyPool } from './balance/copy-snapshot.ts'
export type { EligibilityTerms, Exclusion, LeadValues, OwnerTest } from './balance/find-removal.ts'
export { handOverRows, recount, rejectedRow } from './balance/ledger.ts'
export type { LedgerLead } from './balance/ledger.ts'
export { lookAhead } from './balance/look-ahead.ts'
export { LEAD_UNITS } from './balance/pool-snapshot.ts'
export type {
  Availability,
  CapUse,
  LedgerRow,
  MemberSnapshot,
  OnReturn,
  OwnerSnapshot,
  PoolSnapshot,
  Strategy,
} from './balance/pool-snapshot.ts'
export { draftOf, enterRow, openStanding } from './balance/pool-standing.ts'
export type { MemberStanding, PoolDraft, PoolStanding } from './balance/pool-standing.ts'
export { settlePool } from './balance/settle-pool.ts'
export type { PoolRoll, RollEntry } from './balance/settle-pool.ts'
export { parityOf, shareReport } from './balance/share-report.ts'
export type { MemberShare, ShareReport } from './balance/share-report.ts'
export { compareWaiting, nextToRetry, placeInQueue } from './balance/waiting-queue.ts'
export type { FreeingEvent, WaitingLead } from './balance/waiting-queue.ts'

// roster
export { calendarOf } from './roster/calendar-of.ts'
export { parseRoster } from './roster/parse-roster.ts'
export type { ParseRosterOptions } from './roster/parse-roster.ts'
export { rosterSchema } from './roster/roster-schema.ts'
export { createRosterState } from './roster/roster-state.ts'
export type { OwnedLead, RosterState, RosterStateOptions, SavedRosterState } from './roster/roster-state.ts'
export type { SavedPerson } from './roster/live-person.ts'
export type { SavedPool } from './roster/live-pool.ts'
export type { Cap, Consent, Owner, Pool, PoolMember, Restriction, Roster } from './roster/roster.ts'

// decide
export { decide, MAIN_ROLE } from './decide/decide.ts'
export type { DecisionInput } from './decide/decision-input.ts'
export { planReassignment } from './decide/plan-reassignment.ts'
export type { OwnedLeadHistory, ReassignmentEvent, ReassignmentPlan, StayReason } from './decide/plan-reassignment.ts'
export type { World } from './decide/world.ts'

// trace
export type {
  CandidateResult,
  Choice,
  ClockSetting,
  Decision,
  DecisionInputs,
  FallbackCause,
  HoldReason,
  Outcome,
  Removal,
  RoleDecision,
  TraceStep,
  WorkingTime,
} from './trace/decision.ts'
export type { LeadHistory, ReassignmentCause } from './trace/lead-history.ts'
export { explainDecision } from './trace/explain-decision.ts'
export type { Explanation, ExplanationLine, RunnerUp } from './trace/explain-decision.ts'
export { rolesOf } from './trace/roles-of.ts'
export type { AttributeChange, Destination } from './trace/lead-flips.ts'
export { outcomeSentence } from './trace/outcome-sentence.ts'
export type { RosterChange } from './trace/roster-changes.ts'
export { whatWouldChange } from './trace/what-would-change.ts'
export type { Counterfactuals, LeadFlip, RosterFlip } from './trace/what-would-change.ts'
export { whyNot } from './trace/why-not.ts'
export type { WhyNot, WhyNotQuestion } from './trace/why-not.ts'

// replay
export { replayDecision } from './replay/replay-decision.ts'
export type { ReplayOptions } from './replay/replay-decision.ts'

// documentation
export { documentAsHtml } from './documentation/print-html.ts'
export { documentAsMarkdown } from './documentation/print-markdown.ts'

// errors
export { EngineError, engineErrors } from './engine-error.ts'
export type { EngineErrorCode } from './engine-error.ts'
