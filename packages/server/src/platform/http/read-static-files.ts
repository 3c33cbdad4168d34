import { hash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Encoding } from './accepted-encoding.ts'

/** A file as it is sent. */
export type StaticFile = {
  readonly type: string
  /** Of the plain content, without quotes. */
  readonly tag: string
  readonly plain: Uint8Array<ArrayBuffer>
  /** The same, compressed beforehand. */
  readonly compressed: Readonly<Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>>
}

/** More is no set of pages, and is not kept in memory. */
const filesAtMost = 2000
const bytesAtMost = 64 * 1024 * 1024

const endings: Readonly<Record<string, Encoding>> = { '.br': 'br', '.gz': 'gzip' }
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/**
 * Every file below a directory by its path in an address, such as `/assets/index.js`. `x.js.br` and `x.js.gz` are `x.js` compressed. Links
 * and what begins with a dot are left out. Throws when it is too much to be kept in memory.
 */
export function readStaticFiles(directory: string): ReadonlyMap<string, StaticFile> {
  const contents = new Map(listFiles(directory).map((file) => [pathOf(directory, file), readFileSync(file)]))
  const files = new Map<string, StaticFile>()
  for (const [path, plain] of contents) {
    const whole = path.slice(0, -extname(path).length)
    if (endings[extname(path)] !== undefined && contents.has(whole)) continue
    const compressed = Object.fromEntries(
      Object.entries(endings).flatMap(([ending, encoding]) => {
        const bytes = contents.get(path + ending)
        return bytes === undefined ? [] : [[encoding, bytes]]
      }),
    )
    const tag = hash('sha256', plain, 'base64url').slice(0, 22)
    files.set(path, { type: types[extname(path)] ?? 'application/octet-stream', tag, plain, compressed })
  }
  return files
}

function listFiles(directory: string): readonly string[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !pathOf(directory, file).includes('/.'))
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  if (files.length > filesAtMost || bytes > bytesAtMost)
    throw new Error(`${directory} has ${files.length} files of ${bytes} bytes, too much to be kept in memory as pages.`)
  return files
}

function pathOf(directory: string, file: string): string {
  return `/${relative(directory, file).replaceAll(sep, '/')}`
}
