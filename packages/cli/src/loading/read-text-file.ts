import type { Readable } from 'node:stream'
import { CliError } from '../cli-error.ts'
import { openSource } from '../readers/open-source.ts'
import { createStreamDecoder } from '../readers/text-decoder.ts'

/** Documents are written by people; a longer one is most likely a file of leads given in the wrong place. */
const textBytesMax = 64 * 1024 * 1024

/** Reads a whole text file, in whatever encoding it is; `-` is the standard input. */
export async function readTextFile(path: string, stdin: Readable): Promise<string> {
  const source = await openSource(path, stdin)
  const decoder = createStreamDecoder(null)
  const parts: string[] = []
  let bytes = 0
  for await (const chunk of source.chunks) {
    bytes += chunk.length
    if (bytes > textBytesMax) {
      const what = 'The file is larger than 64 MB.'
      throw new CliError('file_unreadable', { where: source.name, what, hint: 'Is this the file you meant?' })
    }
    parts.push(decoder.decode(chunk))
  }
  parts.push(decoder.end())
  return parts.join('')
}
