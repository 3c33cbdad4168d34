/** Remembers results of a pure function for texts that come again and again; never more than `entriesMax` of them. */
export type BoundedCache<Result> = {
  readonly get: (text: string) => Result | undefined
  readonly set: (text: string, result: Result) => Result
}

/** Longer texts are rare and would make the bound on entries no bound on memory. */
const textLengthMax = 200

/** Makes an empty cache. When it is full it starts anew, which costs less than keeping an order. */
export function boundedCache<Result>(entriesMax: number): BoundedCache<Result> {
  const results = new Map<string, Result>()
  return {
    get: (text) => results.get(text),
    set: (text, result) => {
      if (text.length > textLengthMax) return result
      if (results.size >= entriesMax) results.clear()
      results.set(text, result)
      return result
    },
  }
}
