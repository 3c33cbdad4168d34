import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { CliError } from '../cli-error.ts'

/** Where text goes: a file or the standard output. */
export type TextOutput = {
  /** Resolves when more may be written: a slow reader slows the writer down, it does not fill the memory. */
  readonly write: (text: string) => Promise<void> | undefined
  /** Writes what is left. A file appears under its name only now, whole. */
  readonly close: () => Promise<void>
  /** Leaves nothing behind. */
  readonly discard: () => Promise<void>
}

const bufferCharsMax = 64 * 1024

/** Opens a file for writing; `-` is the standard output. */
export async function openOutput(path: string, stdout: Writable): Promise<TextOutput> {
  if (path === '-') return bufferedOutput(stdout, { close: async () => {}, discard: async () => {} })
  // Written beside and renamed at the end: the input may be the same file, and a run cut short leaves no half a file.
  const isDevice = await isSpecial(path)
  const place = isDevice ? path : `${path}.partial`
  const stream = createWriteStream(place)
  stream.on('error', () => {
    // Handed out by the next write or by close; without a listener it would end the process.
  })
  const fail = (error: unknown): never => {
    const what = `The file cannot be written (${error instanceof Error ? error.message : String(error)}).`
    throw new CliError('file_unwritable', { where: path, what })
  }
  return bufferedOutput(stream, {
    close: async () => {
      stream.end()
      await finished(stream).catch(fail)
      if (!isDevice) await rename(place, path).catch(fail)
    },
    discard: async () => {
      stream.destroy()
      // The file may be in the middle of being opened, and would turn up after it was taken away.
      if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve))
      if (!isDevice) await rm(place, { force: true })
    },
    fail,
  })
}

async function isSpecial(path: string): Promise<boolean> {
  try {
    const found = await stat(path)
    if (found.isDirectory())
      throw new CliError('file_unwritable', { where: path, what: 'This is a folder, not a file.' })
    return !found.isFile()
  } catch (error) {
    if (error instanceof CliError) throw error
    return false
  }
}

type Ending = Pick<TextOutput, 'close' | 'discard'> & { readonly fail?: (error: unknown) => never }

function bufferedOutput(stream: Writable, ending: Ending): TextOutput {
  let buffer = ''

  async function flush(): Promise<void> {
    const text = buffer
    buffer = ''
    if (stream.errored !== null) ending.fail?.(stream.errored)
    if (text === '' || stream.write(text)) return
    await drained(stream).catch(ending.fail)
  }

  return {
    write: (text) => {
      buffer += text
      return buffer.length >= bufferCharsMax ? flush() : undefined
    },
    close: async () => {
      await flush()
      await ending.close()
    },
    discard: ending.discard,
  }
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      stream.off('drain', settle)
      stream.off('error', settle)
      stream.off('close', settle)
      if (error === undefined) resolve()
      else reject(error)
    }
    stream.on('drain', settle)
    stream.on('error', settle)
    // A reader that went away closes the stream; what is left is not wanted.
    stream.on('close', settle)
  })
}
