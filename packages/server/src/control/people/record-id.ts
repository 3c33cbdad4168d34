/** The id of a record that belongs to another: what either is called may have any character, a slash included. */
export function recordIdOf(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/')
}

/** The last part of a record's id: what it is called within what it belongs to. */
export function lastPart(recordId: string): string {
  const part = recordId.slice(recordId.lastIndexOf('/') + 1)
  return part.replaceAll('%2F', '/').replaceAll('%25', '%')
}
