import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Pages as a build leaves them. */
export type WrittenPages = {
  readonly directory: string
  /** The script at `/assets/main-h4sh.js`, which is there compressed as well. */
  readonly script: string
  readonly remove: () => void
}

/** Writes a small set of pages to a directory of its own, `dist`, with a file beside it that is none of them. */
export function writePages(): WrittenPages {
  const folder = mkdtempSync(join(tmpdir(), 'rightful-pages-'))
  const directory = join(folder, 'dist')
  const script = `document.title = 'Ready'\n${'// äöü\n'.repeat(200)}`
  mkdirSync(join(directory, 'assets'), { recursive: true })
  mkdirSync(join(directory, '.vite'))
  const files: Readonly<Record<string, string | Buffer>> = {
    'dist/index.html': `<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>Pages</title>`,
    'dist/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'dist/.vite/manifest.json': '{}',
    'dist/assets/main-h4sh.js': script,
    'dist/assets/main-h4sh.js.br': brotliCompressSync(script),
    'dist/assets/main-h4sh.js.gz': gzipSync(script),
    'dist/assets/text-h4sh.woff2': Buffer.from([0xff, 0, 0x80]),
    'secret.txt': 'not to be read',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return { directory, script, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
