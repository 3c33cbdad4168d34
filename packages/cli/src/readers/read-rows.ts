import type { Readable } from 'node:stream'
import { CliError } from '../cli-error.ts'
import { createDelimitedRowReader } from './delimited-rows.ts'
import { detectDelimiter } from './detect-delimiter.ts'
import { createJsonLineRowReader, createJsonRowReader } from './json-rows.ts'
import { openSource } from './open-source.ts'
import type { ColumnUse, TargetField } from './plan-columns.ts'
import type { RowReader } from './row-reader.ts'
import type { SourceRow } from './source-row.ts'
import { createStreamDecoder } from './text-decoder.ts'

export type RowFormat = 'csv' | 'ndjson' | 'json'

export type ReadRowsOptions = {
  readonly stdin: Readable
  /** What columns may be given to; empty: every column keeps its heading. */
  readonly fields: readonly TargetField[]
  /** Heading → field name. */
  readonly map: ReadonlyMap<string, string>
  /** `null` finds out, by the file's name and content. */
  readonly format: RowFormat | null
  /** One character; `null` finds out. */
  readonly delimiter: string | null
  /** A WHATWG encoding name; `null` finds out. */
  readonly encoding: string | null
}

/** A file of rows being read. */
export type RowReading = {
  readonly name: string
  /** Rows in the order of the file, some hundreds to thousands at a time; memory does not grow with the file. */
  readonly batches: AsyncIterable<readonly SourceRow[]>
  /** What was found out; complete once everything is read. */
  readonly found: () => FoundInFile
  /** Bytes read so far and in all; `null` when not known. */
  readonly progress: () => { readonly readBytes: number; readonly sizeBytes: number | null }
}

export type FoundInFile = {
  readonly format: RowFormat | null
  readonly encoding: string
  readonly delimiter: string | null
  readonly columns: readonly ColumnUse[]
  /** Sentences on what a person should know, such as a heading that stands twice. */
  readonly notes: readonly string[]
}

/** Opens a file of rows: CSV with any delimiter, NDJSON or JSON, in any encoding, packed or not. `-` is the standard input. */
export async function readRows(path: string, options: ReadRowsOptions): Promise<RowReading> {
  const source = await openSource(path, options.stdin)
  const decoder = createStreamDecoder(options.encoding)
  let format: RowFormat | null = null
  let delimiter: string | null = null
  let reader: RowReader | null = null

  function start(text: string): RowReader {
    format = options.format ?? chooseFormat(path, text)
    if (format === 'json') return createJsonRowReader(options)
    if (format === 'ndjson') return createJsonLineRowReader(options)
    delimiter = options.delimiter ?? detectDelimiter(text)
    return createDelimitedRowReader(delimiter, options)
  }

  async function* batches(): AsyncGenerator<readonly SourceRow[]> {
    for await (const bytes of source.chunks) {
      const text = decoder.decode(bytes)
      if (text === '') continue
      reader ??= start(checkIsText(text, source.name))
      const rows = reader.push(text)
      if (rows.length > 0) yield rows
    }
    const text = decoder.end()
    reader ??= start(text)
    const rows = [...reader.push(text), ...reader.end()]
    if (!reader.hasStarted()) throw new CliError('file_empty', { where: source.name })
    if (rows.length > 0) yield rows
  }

  return {
    name: source.name,
    batches: batches(),
    found: () => ({
      format,
      encoding: decoder.encoding(),
      delimiter,
      columns: reader?.columns() ?? [],
      notes: [...(reader?.notes() ?? []), ...unreadableNotes(decoder.unreadableCount(), decoder.encoding())],
    }),
    progress: () => ({ readBytes: source.readBytes(), sizeBytes: source.sizeBytes }),
  }
}

function chooseFormat(path: string, text: string): RowFormat {
  const ending = /\.(csv|tsv|tab|ndjson|jsonl|json)(\.gz)?$/i.exec(path)?.[1]?.toLowerCase()
  if (ending === 'ndjson' || ending === 'jsonl') return 'ndjson'
  const byContent = formatByContent(text)
  // Many a program calls its lines of objects .json.
  if (ending === 'json') return byContent === 'csv' ? 'json' : byContent
  return ending === undefined ? byContent : 'csv'
}

/** A list is JSON; an object is one line of NDJSON, or all of a JSON file when it does not end on its first line. */
function formatByContent(text: string): RowFormat {
  const start = text.trimStart()
  if (start.startsWith('[')) return 'json'
  if (!start.startsWith('{')) return 'csv'
  return /^\{.*\}[ \t\r]*$/.test(start.slice(0, start.search(/\n|$/))) ? 'ndjson' : 'json'
}

function checkIsText(text: string, name: string): string {
  const sample = text.slice(0, 4096)
  const zeros = sample.split('\0').length - 1
  if (zeros > sample.length / 20)
    throw new CliError('file_not_text', { where: name, hint: 'Give CSV, NDJSON or JSON.' })
  return text
}

function unreadableNotes(count: number, encoding: string): readonly string[] {
  if (count === 0) return []
  return [`${count} characters could not be read as ${encoding}; tell the encoding with --encoding.`]
}
