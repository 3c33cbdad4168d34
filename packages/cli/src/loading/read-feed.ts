import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { readTextFile } from './read-text-file.ts'

const timeoutMs = 15_000

/** Reads a calendar feed: an address (`https://`, `http://`, `webcal://`), or a file whose path starts at the folder. */
export async function readFeed(feed: string, folder: string, stdin: Readable): Promise<string> {
  if (!/^(https?|webcal):\/\//i.test(feed)) return readTextFile(resolve(folder, feed), stdin)
  const address = feed.replace(/^webcal:/i, 'https:')
  const response = await fetch(address, {
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'text/calendar' },
  })
  if (!response.ok) throw new Error(`the address answered ${response.status}`)
  return response.text()
}
