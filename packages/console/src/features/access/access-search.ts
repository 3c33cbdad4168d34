/** What the address says about the page of access. */
export type AccessSearch = {
  /** The user who is opened. */
  readonly user?: string
}

/** Reads an address; what is none is left out. */
export function readAccessSearch({ user }: Record<string, unknown>): AccessSearch {
  return typeof user === 'string' && user !== '' ? { user } : {}
}
