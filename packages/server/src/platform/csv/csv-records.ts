import { Readable } from 'node:stream'
import { RoutingError } from '@rightful/contract'
import { parse } from 'csv-parse'

const recordCharsMax = 262_144

/**
 * The records of a CSV text in UTF-8, the heading among them: the cells of each, as they stand. The delimiter (comma, semicolon, tab, bar) is
 * the one that the first line has most of. Throws `body_too_large`, and what the parser throws where the text is no CSV.
 */
export async function* csvRecords(source: Readable, bytesMax: number): AsyncGenerator<readonly string[]> {
  for await (const record of await openParser(source, bytesMax)) yield textsOf(record)
}

async function openParser(source: Readable, bytesMax: number): Promise<AsyncIterable<unknown>> {
  const chunks = bounded(source, bytesMax)
  let head = Buffer.alloc(0)
  while (!head.includes(10) && head.length < recordCharsMax) {
    const next = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head.toString('utf8')),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: recordCharsMax,
  })
  const whole = Readable.from(withHead(head, chunks))
  whole.on('error', (error) => parser.destroy(error))
  return whole.pipe(parser)
}

async function* withHead(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  yield* rest
}

async function* bounded(source: Readable, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of source) {
    const buffer = Buffer.from(chunk)
    bytes += buffer.length
    if (bytes > bytesMax) throw new RoutingError('body_too_large', { limit_bytes: bytesMax })
    yield buffer
  }
}

/** Of a comma, a semicolon, a tab and a bar the one that stands most in the first line, outside quotes. */
function delimiterOf(head: string): string {
  const [line = ''] = head.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/)
  let found = { delimiter: ',', count: 0 }
  for (const delimiter of [',', ';', '\t', '|']) {
    const count = line.split(delimiter).length - 1
    if (count > found.count) found = { delimiter, count }
  }
  return found.delimiter
}

function textsOf(record: unknown): readonly string[] {
  return Array.isArray(record) ? record.map(String) : []
}
