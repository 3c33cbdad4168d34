import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below this many bytes compressing gains nothing. */
const SMALLEST_BYTES = 512
const compressible = new Set(['.js', '.css', '.svg', '.json'])

/** Writes a `.br` and a `.gz` beside every text of the build, so that the server never compresses. */
export function compressAssets(): Plugin {
  let directory = ''
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir)
    },
    writeBundle() {
      for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
        if (!compressible.has(extname(entry))) continue
        const file = join(directory, entry)
        const text = readFileSync(file)
        if (text.length < SMALLEST_BYTES) continue
        writeFileSync(`${file}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
        writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
      }
    },
  }
}
