import { hash } from 'node:crypto'

/**
 * The id of a row's lead: the same row of the same import always has the same one, so that rows which two nodes work on,
 * one of them late, become one lead. A UUID of version 8 (RFC 9562) that sorts by the import's time, then by row.
 */
export function importLeadId(importId: string, row: number): string {
  const time = importId.slice(0, 13)
  const place = row.toString(16).padStart(8, '0')
  const mark = hash('sha256', `${importId} ${row}`).slice(0, 11)
  return `${time}-8${place.slice(0, 3)}-8${place.slice(3, 6)}-${place.slice(6)}${mark.slice(0, 10)}`
}
