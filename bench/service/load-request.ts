/** What a load generator is told. */
export type LoadRequest =
  /** So many callers, each posting its next lead when the last one is answered. */
  | {
      readonly kind: 'closed'
      readonly urls: readonly string[]
      readonly key: string
      readonly callers: number
      readonly seconds: number
    }
  /** So many leads a second, whether or not the earlier ones are answered. */
  | {
      readonly kind: 'open'
      readonly urls: readonly string[]
      readonly key: string
      readonly perSecond: number
      readonly seconds: number
    }

/** What came of it. Times in milliseconds, from when a lead was to be posted until its answer was read. */
export type LoadResult = {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly max: number
  readonly failedCount: number
  /** The first answer that was no 201. */
  readonly failure: string | null
}
