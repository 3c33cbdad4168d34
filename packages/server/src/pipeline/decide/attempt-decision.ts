import type { DecidedLead } from './decide-lead.ts'

/** What came of trying to decide a lead. */
export type DecisionAttempt =
  | { readonly kind: 'decided'; readonly decided: DecidedLead }
  | { readonly kind: 'failed'; readonly error: string }

/** Decides, and turns whatever is thrown for this one lead into a result: a poisoned lead is parked and stops no other. */
export function attemptDecision(decide: () => DecidedLead): DecisionAttempt {
  try {
    return { kind: 'decided', decided: decide() }
  } catch (error) {
    return { kind: 'failed', error: describeFailure(error) }
  }
}

/** What failed, without the lead's own texts: an error's name and the place in the code. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const place = /\n\s+at (?<place>.*)/.exec(error.stack ?? '')?.groups?.['place'] ?? 'unknown place'
  return `${error.name} at ${place.replace(/\(?file:\/\/.*\/packages\//, '(packages/')}`
}
