import type { Message } from './message.ts'

const COLUMN_CHARS_MAX = 60

/** A report that was made for somebody, as lines of text: its period, its rows as a table, and where the whole of it is. */
export function reportLines({ body }: Pick<Message, 'body'>): readonly string[] {
  const columns = listOf(body['columns']).map(cellText)
  const rows = listOf(body['rows']).map((row) => listOf(row).map(cellText))
  const widths = columns.map((name, index) => Math.max(name.length, ...rows.map((row) => (row[index] ?? '').length)))
  const table = [columns, ...rows].map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const left = Number(body['row_count']) - rows.length
  return [
    reportHeadline({ body }),
    '',
    ...(rows.length === 0 ? ['Nothing to tell.'] : table),
    ...(left > 0 ? [`… and ${left} more rows.`] : []),
    ...(body['is_complete'] === false ? ['', 'Some of what it reads was old enough to be removed.'] : []),
    '',
    `All of it: ${cellText(body['path'])}`,
  ]
}

/** What a report is, in one line. */
export function reportHeadline({ body }: Pick<Message, 'body'>): string {
  const { from, to, zone }: Readonly<Record<string, unknown>> = { ...Object(body['period']) }
  return `${cellText(body['title'])}, ${cellText(from)} to ${cellText(to)}, ${cellText(zone)}`
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function cellText(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(String).join(' ')
    : typeof value === 'string'
      ? value
      : numberText(value)
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > COLUMN_CHARS_MAX ? `${line.slice(0, COLUMN_CHARS_MAX)}…` : line
}

function numberText(value: unknown): string {
  return typeof value === 'number' ? String(value) : ''
}
