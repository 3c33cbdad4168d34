const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The IANA zone in which times are shown: the browser's. */
export function useZone(): string {
  return zone
}
