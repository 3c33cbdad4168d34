import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CliError } from '../cli-error.ts'

/** A file, or the standard input, as bytes. */
export type ByteSource = {
  /** For messages: the path as given, or `standard input`. */
  readonly name: string
  /** Unpacked if it was gzip. The first chunk is long enough to tell what the file is. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Bytes on disk; `null` when not known. */
  readonly sizeBytes: number | null
  /** Bytes taken from the disk so far. */
  readonly readBytes: () => number
}

/** About a thousand rows of a usual file of leads. */
const chunkBytes = 128 * 1024
const firstChunkBytesMin = 64 * 1024

const kinds: readonly { readonly starts: readonly number[]; readonly what: string; readonly hint: string }[] = [
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    what: 'an Excel workbook or a zip archive',
    hint: 'Save the sheet as CSV, or unpack the archive.',
  },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', hint: 'Save the sheet as CSV.' },
  { starts: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', hint: 'Export the table as CSV.' },
  { starts: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', hint: 'Convert it to CSV or NDJSON.' },
]

/** Opens a file for reading; `-` is the standard input. */
export async function openSource(path: string, stdin: Readable): Promise<ByteSource> {
  const isStdin = path === '-'
  if (isStdin && stdin.readableDidRead)
    throw new CliError('stdin_taken', { where: '-', hint: 'Give a file for all but one of what the command reads.' })
  const name = isStdin ? 'standard input' : path
  const sizeBytes = isStdin ? null : await fileSize(path)
  let readBytes = 0
  const raw = isStdin ? stdin : createReadStream(path, { highWaterMark: chunkBytes })
  async function* count(): AsyncGenerator<Uint8Array> {
    for await (const chunk of raw) {
      const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      readBytes += bytes.length
      yield bytes
    }
  }
  return { name, chunks: namingFailures(unpack(count()), name), sizeBytes, readBytes: () => readBytes }
}

async function fileSize(path: string): Promise<number | null> {
  try {
    const found = await stat(path)
    if (found.isDirectory())
      throw new CliError('file_unreadable', { where: path, what: 'This is a folder, not a file.' })
    return found.isFile() ? found.size : null
  } catch (error) {
    throw readFailure(error, path)
  }
}

/** What a failed read means to the user. */
export function readFailure(error: unknown, path: string): Error {
  if (error instanceof CliError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT')
    return new CliError('file_missing', { where: path, hint: 'Relative paths start at the folder you are in.' })
  const what = `The file cannot be read (${error instanceof Error ? error.message : String(error)}).`
  return new CliError('file_unreadable', { where: path, what })
}

async function* namingFailures(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw readFailure(error, name)
  }
}

/** Gathers a long first chunk, refuses what is plainly not text, and unpacks gzip. */
async function* unpack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gathered = gatherFirst(chunks)
  const first = await gathered.next()
  if (first.done === true) return
  const kind = kinds.find(({ starts }) => starts.every((byte, index) => first.value[index] === byte))
  if (kind !== undefined)
    throw new CliError('file_not_text', { where: 'input', what: `This is ${kind.what}.`, hint: kind.hint })
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield first.value
    yield* gathered
    return
  }
  yield* gatherFirst(gunzip(first.value, gathered))
}

async function* gunzip(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzipStream = createGunzip({ chunkSize: chunkBytes })
  async function* packed(): AsyncGenerator<Uint8Array> {
    yield first
    yield* rest
  }
  const { Readable, pipeline } = await import('node:stream')
  pipeline(Readable.from(packed(), { objectMode: false }), gunzipStream, () => {
    // A failure destroys the stream below, and reading it throws.
  })
  for await (const chunk of gunzipStream) yield chunk
}

async function* gatherFirst(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = []
  let heldBytes = 0
  for await (const chunk of chunks) {
    if (heldBytes >= firstChunkBytesMin) {
      yield chunk
      continue
    }
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes >= firstChunkBytesMin) yield Buffer.concat(held)
  }
  if (heldBytes > 0 && heldBytes < firstChunkBytesMin) yield Buffer.concat(held)
}
