import { createContext, use } from 'react'

/** The IANA zone in which times are shown: the browser's, unless somebody chose another. */
export const ZoneContext = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone)

/** The IANA zone in which times are shown. */
export function useZone(): string {
  return use(ZoneContext)
}
