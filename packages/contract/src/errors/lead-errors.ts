import type { ErrorSpec } from './error-spec.ts'

/** Failures of what is asked of leads and decisions. */
export const leadErrors = {
  lead_not_found: {
    status: 404,
    retryable: false,
    title: 'No lead has this id.',
    mend: 'Use `lead_id` as it was answered when the lead was posted.',
  },
  decision_not_found: {
    status: 404,
    retryable: false,
    title: 'No decision has this id.',
    mend: 'Take the id from the lead, or from its list of decisions.',
  },
  lead_closed: {
    status: 409,
    retryable: false,
    title: 'The lead is closed.',
    mend: 'A converted, disqualified, refused or withdrawn lead stays as it is; post a new one.',
  },
  not_assigned: {
    status: 409,
    retryable: false,
    title: 'Nobody owns this lead.',
    mend: 'Claim or assign it first.',
  },
  not_waiting: {
    status: 409,
    retryable: false,
    title: 'The lead does not wait.',
    mend: 'Only a held or parked lead can be claimed or tried again; hand over one that has an owner.',
  },
  owner_not_eligible: {
    status: 409,
    retryable: true,
    title: 'This owner cannot have the lead now.',
    mend: 'Choose another owner; `details` says what stands in the way.',
  },
  capacity_reached: {
    status: 409,
    retryable: true,
    title: 'This owner has no capacity left.',
    mend: 'Choose another owner, raise the cap, or wait until a lead of theirs is closed.',
  },
  decision_not_explainable: {
    status: 409,
    retryable: false,
    title: 'What this decision was based on is no longer stored.',
    mend: 'The outcome stands; only decisions whose lead was not erased can be explained in full.',
  },
} as const satisfies Record<string, ErrorSpec>
