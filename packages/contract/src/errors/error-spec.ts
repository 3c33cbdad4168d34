/** What is fixed about a failure, whoever meets it. */
export type ErrorSpec = {
  /** The HTTP status it is answered with. */
  readonly status: number
  /** Whether the very same request may succeed later, without anything being mended. */
  readonly retryable: boolean
  /** What is wrong, in one sentence that is the same for every occurrence. */
  readonly title: string
  /** What the caller can do about it. */
  readonly mend: string
}
