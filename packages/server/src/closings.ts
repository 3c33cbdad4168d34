/** Something to be undone when the server stops. */
export type Closing = {
  /** For the log. */
  readonly name: string
  readonly close: () => Promise<unknown>
  /** How long it may take, in milliseconds; left out: it bounds itself. */
  readonly withinMs?: number
}

/** What was opened so far. */
export type Closings = {
  readonly add: (closing: Closing) => void
  /**
   * Undoes all of it, last opened first, and each once. Returns the names of those that took too long: they are left to end with the process. Throws
   * the first failure, once the others are closed.
   */
  readonly closeAll: () => Promise<readonly string[]>
}

/** Collects what has to be undone, so that the order of opening is the order of closing backwards. */
export function createClosings(): Closings {
  const opened: Closing[] = []
  return {
    add: (closing) => void opened.push(closing),
    closeAll: async () => {
      const late: string[] = []
      const failures: unknown[] = []
      for (let closing = opened.pop(); closing !== undefined; closing = opened.pop()) {
        try {
          if (!(await isClosedInTime(closing))) late.push(closing.name)
        } catch (failure) {
          failures.push(failure)
        }
      }
      if (failures.length > 0) throw failures[0]
      return late
    },
  }
}

async function isClosedInTime({ close, withinMs }: Closing): Promise<boolean> {
  const closed = close().then(() => true)
  if (withinMs === undefined) return closed
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), withinMs)))
  // What fails after nobody waits for it any more is of no interest.
  closed.catch(() => undefined)
  const isInTime = await Promise.race([closed, late])
  clearTimeout(timer)
  return isInTime
}
