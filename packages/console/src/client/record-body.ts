import type { RecordVersion } from '@rightful/contract/api-paths'

/** A text of a record as it was set; `null` where none was. */
export function textIn({ body }: RecordVersion, name: string): string | null {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A number of a record as it was set; `null` where none was. */
export function numberIn({ body }: RecordVersion, name: string): number | null {
  const value = body[name]
  return typeof value === 'number' ? value : null
}

/** What the record is called: its name, else its id. */
export function nameOf(record: RecordVersion): string {
  return textIn(record, 'name') ?? record.id
}

/** Whether it takes part: unless it was set otherwise, it does. */
export function isActive({ body }: RecordVersion): boolean {
  return body.active !== false
}

/** Anything that was set, as a short text; `null` where nothing was. */
export function shownIn({ body }: RecordVersion, name: string): string | null {
  const value = body[name]
  if (value === undefined || value === null || value === '') return null
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
