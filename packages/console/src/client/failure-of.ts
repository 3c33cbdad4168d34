import { ApiFailure } from './api.ts'

/** Whatever was thrown, as a failure that can be shown. */
export function failureOf(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown
  const title = thrown instanceof Error ? thrown.message : String(thrown)
  return new ApiFailure({ title, status: 0, code: 'internal_error' }, { cause: thrown })
}
