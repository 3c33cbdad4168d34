import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { chooseEncoding, encodings } from './accepted-encoding.ts'
import type { Answer, HeaderRecord } from './answer.ts'
import { readStaticFiles, type StaticFile } from './read-static-files.ts'
import { contentPolicy, nonceSource } from './security-headers.ts'

/** What stands at the paths that no route has. */
export type StaticPages = {
  /** The answer to a GET of a path, decoded; `null`: nothing is there. */
  readonly answer: (path: string, incoming: IncomingMessage) => Answer | null
}

/** In the page, where the nonce of each answer goes. */
const NONCE_MARK = '__CSP_NONCE__'
/** Names in here carry a hash of the content. */
const HASHED = '/assets/'

const self = "'self'"
/** A worker goes by the policy that its own script came with. */
const scriptPolicy = { 'Content-Security-Policy': contentPolicy({ scripts: self, connections: self }) }

/** Pages that were never built: `text` stands at `/` and says so. */
export function missingPages(text: string): StaticPages {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' }
  return { answer: (path) => (path === '/' ? { kind: 'text', status: 404, text, headers } : null) }
}

/**
 * The pages of a directory, which is read now and not again; `null` when it has no `index.html`. What is no file answers that page, since
 * the browser tells its places apart; but a file of `assets/` that is gone is missed as such.
 */
export function readStaticPages(directory: string): StaticPages | null {
  if (!existsSync(join(directory, 'index.html'))) return null
  const files = readStaticFiles(directory)
  const page = Buffer.from(files.get('/index.html')?.plain ?? []).toString()
  const pieces = page.split(NONCE_MARK)
  return {
    answer: (path, incoming) => {
      if (!isReadable(incoming)) return null
      const file = path === '/index.html' ? undefined : files.get(path)
      if (file !== undefined) return fileAnswer(path, file, incoming)
      return path.startsWith(HASHED) ? null : pageAnswer(pieces)
    },
  }
}

/** Whether the path is one at all, and not broken in the middle of a character. */
function isReadable({ url = '' }: IncomingMessage): boolean {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '') !== ''
  } catch {
    return false
  }
}

function pageAnswer(pieces: readonly string[]): Answer {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentPolicy({
    scripts: self,
    styles: `${self} ${nonceSource(nonce)}`,
    connections: self,
    images: `${self} data:`,
    fonts: self,
    workers: self,
    manifests: self,
  })
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy }
  return { kind: 'text', status: 200, text: pieces.join(nonce), headers }
}

function fileAnswer(path: string, file: StaticFile, { headers: asked }: IncomingMessage): Answer {
  const there = encodings.filter((encoding) => file.compressed[encoding] !== undefined)
  const encoding = chooseEncoding(asked['accept-encoding']?.toString(), there)
  const tag = `"${file.tag}${encoding === null ? '' : `-${encoding}`}"`
  const headers: HeaderRecord = {
    'Cache-Control': path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: tag,
    Vary: 'Accept-Encoding',
    ...(path.endsWith('.js') ? scriptPolicy : {}),
  }
  if (isKnown(asked['if-none-match'], tag)) return { kind: 'empty', status: 304, headers }
  const body = { 'Content-Type': file.type, ...(encoding === null ? {} : { 'Content-Encoding': encoding }) }
  const bytes = (encoding === null ? undefined : file.compressed[encoding]) ?? file.plain
  return { kind: 'bytes', status: 200, bytes, headers: { ...headers, ...body } }
}

function isKnown(given: string | undefined, tag: string): boolean {
  if (given === undefined) return false
  return given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
}
