/** What the address says about which people are listed. */
export type PeopleSearch = { readonly q?: string }

/** Reads the filter out of an address; what is none is left out. */
export function readPeopleSearch({ q }: Record<string, unknown>): PeopleSearch {
  return typeof q === 'string' && q !== '' ? { q } : {}
}
