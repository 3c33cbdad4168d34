/** One thing that was looked at. */
export type Check = {
  /** Such as `free disk`. */
  readonly name: string
  /** `warn`: it works, and will not for ever or not as wanted. `fail`: it does not work, or leads may be lost. */
  readonly state: 'ok' | 'warn' | 'fail'
  /** What was found, as a sentence without its full stop. */
  readonly what: string
  /** How to mend it; `null` where there is nothing to mend. */
  readonly mend: string | null
}

/** It is as it should be. */
export function ok(name: string, what: string): Check {
  return { name, state: 'ok', what, mend: null }
}

/** It works, and somebody should look. */
export function warn(name: string, what: string, mend: string): Check {
  return { name, state: 'warn', what, mend }
}

/** It does not work. */
export function fail(name: string, what: string, mend: string): Check {
  return { name, state: 'fail', what, mend }
}
