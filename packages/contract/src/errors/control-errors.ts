import type { ErrorSpec } from './error-spec.ts'

/** Failures of what is asked of people, pools, accounts, policies, keys and destinations. */
export const controlErrors = {
  owner_not_found: {
    status: 404,
    retryable: false,
    title: 'No owner has this id.',
    mend: 'List the owners, or create this one.',
  },
  team_not_found: {
    status: 404,
    retryable: false,
    title: 'No team has this id.',
    mend: 'List the teams, or create this one.',
  },
  pool_not_found: {
    status: 404,
    retryable: false,
    title: 'No pool has this id.',
    mend: 'List the pools, or create this one.',
  },
  member_not_found: {
    status: 404,
    retryable: false,
    title: 'This owner is no member of the pool.',
    mend: 'List the members of the pool, or add the owner to it.',
  },
  absence_not_found: {
    status: 404,
    retryable: false,
    title: 'No absence has this id.',
    mend: 'List the absences of the owner.',
  },
  licence_not_found: {
    status: 404,
    retryable: false,
    title: 'No licence has this id.',
    mend: 'List the licences of the owner.',
  },
  account_not_found: {
    status: 404,
    retryable: false,
    title: 'No account has this id.',
    mend: 'List the accounts, or create this one.',
  },
  restriction_not_found: {
    status: 404,
    retryable: false,
    title: 'No do-not-contact entry has this id.',
    mend: 'List the entries.',
  },
  calendar_not_found: {
    status: 404,
    retryable: false,
    title: 'No calendar has this id.',
    mend: 'List the calendars, or create this one.',
  },
  calendar_feed_not_found: {
    status: 404,
    retryable: false,
    title: 'The owner has no calendar feed at this address.',
    mend: 'List the feeds of the owner.',
  },
  calendar_feed_invalid: {
    status: 422,
    retryable: false,
    title: 'The calendar feed cannot be subscribed to.',
    mend: 'Give an https address that answers with a calendar (text/calendar); `details` says what came instead.',
  },
  roster_invalid: {
    status: 422,
    retryable: false,
    title: 'With this change the roster would not hold together.',
    mend: 'Mend what `errors` lists; nothing was changed.',
  },
  accounts_invalid: {
    status: 422,
    retryable: false,
    title: 'With this change the accounts would not hold together.',
    mend: 'Mend what `errors` lists; nothing was changed.',
  },
  accounts_busy: {
    status: 409,
    retryable: true,
    title: 'A file of accounts is being taken in.',
    mend: 'Try again when it is through.',
  },
  policy_not_found: {
    status: 404,
    retryable: false,
    title: 'No policy version has this number.',
    mend: 'List the versions of the policy.',
  },
  policy_missing: {
    status: 409,
    retryable: false,
    title: 'The workspace has no active policy.',
    mend: 'Activate a policy version first.',
  },
  policy_outdated: {
    status: 409,
    retryable: true,
    title: 'The policy changed since you read it.',
    mend: 'Read the active version again.',
  },
  policy_invalid: {
    status: 422,
    retryable: false,
    title: 'The policy has errors.',
    mend: 'Mend what `errors` lists; the version before stays active.',
  },
  workspace_not_found: {
    status: 404,
    retryable: false,
    title: 'There is no such workspace.',
    mend: 'Use a key of a workspace that exists.',
  },
  api_key_not_found: {
    status: 404,
    retryable: false,
    title: 'No API key has this id.',
    mend: 'List the keys.',
  },
  destination_not_found: {
    status: 404,
    retryable: false,
    title: 'No destination has this id.',
    mend: 'List the destinations.',
  },
  destination_invalid: {
    status: 422,
    retryable: false,
    title: 'Nothing can be delivered to this destination.',
    mend: 'Give a public address that answers; `errors` says what stands in the way.',
  },
  delivery_not_found: {
    status: 404,
    retryable: false,
    title: 'No delivery has this id.',
    mend: 'List the deliveries of the destination.',
  },
  legal_hold_not_found: {
    status: 404,
    retryable: false,
    title: 'No legal hold has this id.',
    mend: 'List the holds; one that was lifted is gone.',
  },
} as const satisfies Record<string, ErrorSpec>
