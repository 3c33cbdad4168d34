import type { ErrorSpec } from './error-spec.ts'

/** Failures of signing in, of users, groups and sessions. */
export const accessErrors = {
  sign_in_failed: {
    status: 401,
    retryable: false,
    title: 'The e-mail address or the password is wrong, or the account cannot sign in.',
    mend: 'Try again, or ask for a new password. Whether there is such an account is not told.',
  },
  step_up_required: {
    status: 403,
    retryable: false,
    title: 'This needs that you proved who you are within the last ten minutes.',
    mend: 'Send the password to `POST /v1/session/step-up`, or go by `GET /v1/sign-in/{provider_id}?step_up=true`; then send this again.',
  },
  person_required: {
    status: 403,
    retryable: false,
    title: 'Only somebody who is signed in can do this, not an API key.',
    mend: 'Sign in with `POST /v1/session`.',
  },
  transport_insecure: {
    status: 403,
    retryable: false,
    title: 'Passwords and sessions do not travel in clear text.',
    mend: 'Come by https through a proxy that the server trusts (`proxy_hops`), or from the server’s own machine.',
  },
  token_invalid: {
    status: 403,
    retryable: false,
    title: 'This token is not valid: it was used, has expired, or was never made.',
    mend: 'Ask for a new one.',
  },
  setup_done: {
    status: 409,
    retryable: false,
    title: 'The workspace has users already.',
    mend: 'Ask one of its owners for an invitation, or use `rightful users invite` on the server.',
  },
  password_unfit: {
    status: 422,
    retryable: false,
    title: 'This password cannot be used.',
    mend: 'Choose one of 12 to 128 characters that is not common and does not consist of your name or address.',
  },
  last_owner: {
    status: 409,
    retryable: false,
    title: 'Nobody would be left who owns the installation.',
    mend: 'Make somebody else an owner first.',
  },
  user_not_found: {
    status: 404,
    retryable: false,
    title: 'No user has this id.',
    mend: 'List the users, or invite this one.',
  },
  session_not_found: {
    status: 404,
    retryable: false,
    title: 'No session has this id.',
    mend: 'List the sessions.',
  },
  group_not_found: {
    status: 404,
    retryable: false,
    title: 'No group has this id.',
    mend: 'List the groups, or create this one.',
  },
} as const satisfies Record<string, ErrorSpec>
