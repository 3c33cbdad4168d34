import type { Readable } from 'node:stream'
import { RoutingError } from '@rightful/contract'
import { csvRecords } from '../../platform/csv/csv-records.ts'

/** One row of a file: a lead's attributes, or why it is none. Rows are counted from 1, without a heading. */
export type FileRow =
  | { readonly kind: 'lead'; readonly row: number; readonly attributes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'faulty'; readonly row: number; readonly what: string }

/** A file larger than this is split by whoever sends it. */
const FILE_BYTES_MAX = 4 * 1024 ** 3
/** A line longer than this is no lead. */
const LINE_LENGTH_MAX = 262_144

/** Reads leads from NDJSON, one object a line; empty lines are passed over. */
export async function* readNdjson(source: Readable): AsyncGenerator<FileRow> {
  let row = 0
  for await (const line of readLines(source)) {
    if (line.trim() === '') continue
    row += 1
    yield readLine(line, row)
  }
}

/** Lines as they end with a line feed, and with nothing else. Of one that is too long only so much is kept that this shows. */
async function* readLines(source: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let rest = ''
  for await (const chunk of source) {
    const read = Buffer.from(chunk)
    bytes += read.length
    if (bytes > FILE_BYTES_MAX) throw new RoutingError('body_too_large', { limit_bytes: FILE_BYTES_MAX })
    const lines = (rest + decoder.decode(read, { stream: true })).split('\n')
    rest = (lines.pop() ?? '').slice(0, LINE_LENGTH_MAX + 1)
    yield* lines
  }
  yield rest
}

function readLine(line: string, row: number): FileRow {
  if (line.length > LINE_LENGTH_MAX)
    return { kind: 'faulty', row, what: `is longer than ${LINE_LENGTH_MAX} characters` }
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { kind: 'faulty', row, what: 'is no object of attributes' }
    }
    return { kind: 'lead', row, attributes: { ...value } }
  } catch {
    return { kind: 'faulty', row, what: 'is not JSON' }
  }
}

/**
 * Reads leads from CSV in UTF-8 with a heading; the delimiter is told from it. Throws `import_unreadable` without a heading, or
 * where it lacks one of the columns that were named.
 */
export async function* readCsv(source: Readable, named: readonly string[] = []): AsyncGenerator<FileRow> {
  let heading: readonly string[] | null = null
  let row = 0
  try {
    for await (const cells of csvRecords(source, FILE_BYTES_MAX)) {
      if (heading === null) heading = checkHeading(cells, named)
      else yield csvRow((row += 1), heading, cells)
    }
  } catch (cause) {
    if (cause instanceof RoutingError) throw cause
    const what = cause instanceof Error ? cause.message : 'cannot be read'
    throw new RoutingError('import_unreadable', {}, { items: [{ where: `row ${row + 1}`, what, mend: null }], cause })
  }
}

function csvRow(row: number, heading: readonly string[], cells: readonly string[]): FileRow {
  if (cells.slice(heading.length).some((cell) => cell !== '')) {
    return { kind: 'faulty', row, what: 'has more cells than the heading' }
  }
  const filled = heading.flatMap((name, index): readonly (readonly [string, string])[] => {
    const cell = cells[index] ?? ''
    return cell === '' || name === '' ? [] : [[name, cell]]
  })
  return { kind: 'lead', row, attributes: Object.fromEntries(filled) }
}

function checkHeading(heading: readonly string[], named: readonly string[]): readonly string[] {
  const names = heading.map((name) => name.trim())
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  const what = twice === undefined ? null : `has the column ${twice} twice`
  if (what !== null || names.every((name) => name === '')) {
    throw new RoutingError(
      'import_unreadable',
      {},
      { items: [{ where: 'heading', what: what ?? 'is empty', mend: 'Name each column once.' }] },
    )
  }
  const missing = named.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const mend = `There are ${names.filter((name) => name !== '').join(', ')}.`
    const items = missing.map((name) => ({ where: `heading/${name}`, what: 'is missing', mend }))
    throw new RoutingError('import_unreadable', {}, { items })
  }
  return names
}
