import type { ErrorSpec } from './error-spec.ts'

/** Failures of signing in by a provider of identities, and of setting one up. */
export const singleSignOnErrors = {
  sign_in_not_begun: {
    status: 403,
    retryable: false,
    title: 'This sign-in was not begun in this browser, took too long, or is over.',
    mend: 'Begin again, in one tab, and finish within ten minutes.',
  },
  sign_in_refused: {
    status: 403,
    retryable: false,
    title: 'The identity provider knows you, but you may not sign in here.',
    mend: 'Ask an owner of the workspace: `details` says whether you were not invited, are disabled, have no role, or come with an address that is not verified or not of an allowed domain.',
  },
  identity_provider_denied: {
    status: 403,
    retryable: false,
    title: 'The identity provider did not confirm who you are.',
    mend: 'Begin again; if it stays, compare client id, secret and redirect address with what the provider has. `details` has its word for it.',
  },
  identity_provider_failed: {
    status: 502,
    retryable: true,
    title: 'The identity provider could not be reached, or does not answer as OpenID Connect asks.',
    mend: 'Try again; if it stays, compare the issuer with the provider’s discovery document. One in a private network has to stand in `private_identity_providers`.',
  },
  identity_provider_not_found: {
    status: 404,
    retryable: false,
    title: 'No identity provider has this id, or it is switched off.',
    mend: 'List the identity providers, or create this one.',
  },
  provisioning_invalid: {
    status: 400,
    retryable: false,
    title: 'What the directory asks for cannot be done as it is said.',
    mend: 'Compare its mapping of attributes with docs/reference/sign-in.md; `details` says what was not understood.',
  },
  public_url_missing: {
    status: 409,
    retryable: false,
    title: 'The server does not know under which address browsers reach it.',
    mend: 'Set `public_url` in its configuration.',
  },
} as const satisfies Record<string, ErrorSpec>
