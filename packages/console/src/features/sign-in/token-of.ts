/** The token in the part of the address that a browser sends nowhere. */
export function tokenOf(hash: string): string {
  return decodeURIComponent(hash.replace(/^#/, ''))
}
