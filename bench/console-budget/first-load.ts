import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const bar = 200

/** The JavaScript that the page names before any of it runs, compressed by gzip. */
export async function firstLoad(url: string): Promise<Figure> {
  const page = await (await fetch(url)).text()
  const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, file = '']) => file)
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await (await fetch(url + file)).bytes()).byteLength),
  )
  const value = sizes.reduce((sum, size) => sum + size, 0) / 1000
  return { what: 'initial JavaScript, gzip', value, unit: ' kB', operator: '<=', bar, note: `${files.length} files` }
}
