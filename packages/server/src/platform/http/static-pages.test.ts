import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { missingPages, readStaticPages } from './static-pages.ts'
import { openTestApp, type TestApp } from './testing/open-test-app.ts'
import { addSampleRoutes } from './testing/sample-routes.ts'
import { writePages, type WrittenPages } from './testing/write-pages.ts'

const asset = '/assets/main-h4sh.js'
let pages: WrittenPages
let app: TestApp
before(async () => {
  pages = writePages()
  const read = readStaticPages(pages.directory)
  assert.ok(read !== null)
  app = await openTestApp({ addRoutes: addSampleRoutes, pages: read })
})
after(async () => {
  await app.stop()
  pages.remove()
})

type Raw = { readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: Buffer }

/** Asks for exactly these bytes: clients mend paths before they send them. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Raw> {
  const { port, host } = new URL(app.url)
  const all = { host, connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`),
    )
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('end', () => resolve(readAnswer(Buffer.concat(chunks))))
    socket.on('error', reject)
  })
}

function readAnswer(bytes: Buffer): Raw {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ])
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(headers.map(([name = '', value = '']) => [name, value])),
    body: bytes.subarray(end + 4),
  }
}

function nonceIn({ headers }: Raw): string {
  return /style-src 'self' 'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? ''
}

describe('the page', () => {
  test('carries a nonce of its own each time, in its policy and in its text', async () => {
    const [one, other] = [await ask('/'), await ask('/')]
    assert.equal(one.status, 200)
    assert.equal(one.headers.get('content-type'), 'text/html; charset=utf-8')
    assert.equal(one.headers.get('cache-control'), 'no-store')
    assert.ok(nonceIn(one).length >= 22)
    assert.notEqual(nonceIn(one), nonceIn(other))
    assert.ok(one.body.toString().includes(`nonce="${nonceIn(one)}"`))
    assert.ok(!one.body.toString().includes('__CSP_NONCE__'))
  })

  test('lets in its own scripts, and nothing from elsewhere', async () => {
    const page = await ask('/')
    assert.equal(
      page.headers.get('content-security-policy')?.replace(nonceIn(page), 'N'),
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; connect-src 'self'; img-src 'self' data:; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })

  test('stands at every path that is no file and below no route', async () => {
    for (const path of [
      '/',
      '/index.html',
      '/leads',
      '/leads/a%20b?x=1',
      '/welcome',
      '/favicon.svg.br',
      '//evil.example/x',
    ]) {
      const page = await ask(path)
      assert.equal(page.status, 200, path)
      assert.match(page.body.toString(), /<title>Pages/, path)
    }
  })

  test('is never what a route that is not there answers', async () => {
    for (const path of ['/things/abc/more', '/things/', '/open/x']) {
      const answer = await ask(path)
      assert.equal(answer.status, 404, path)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json', path)
    }
  })
})

describe('a file', () => {
  test('of assets is kept for a year, its type told', async () => {
    const file = await ask(asset)
    assert.equal(file.status, 200)
    assert.equal(file.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(file.headers.get('content-type'), 'text/javascript; charset=utf-8')
    assert.equal(file.headers.get('vary'), 'Accept-Encoding')
    assert.equal(file.body.toString(), pages.script)
    const font = await ask('/assets/text-h4sh.woff2')
    assert.deepEqual([...font.body], [0xff, 0, 0x80])
    assert.equal(font.headers.get('content-type'), 'font/woff2')
  })

  test('beside them is asked for anew each time', async () => {
    const icon = await ask('/favicon.svg')
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml')
    assert.equal(icon.headers.get('cache-control'), 'no-cache')
  })

  test('comes compressed as the browser likes it best, and plain to whoever wants that', async () => {
    const expected: Readonly<Record<string, string | undefined>> = {
      'gzip, deflate, br, zstd': 'br',
      'br;q=0.5, gzip': 'gzip',
      GZIP: 'gzip',
      '*': 'br',
      'br;q=0, *;q=0.1': 'gzip',
      identity: undefined,
      'identity, gzip;q=0.5': undefined,
      'br;q=0': undefined,
      'brotli, ;;, x': undefined,
      '': undefined,
    }
    const tags = new Set<string | undefined>()
    for (const [given, encoding] of Object.entries(expected)) {
      const file = await ask(asset, { 'accept-encoding': given })
      assert.equal(file.headers.get('content-encoding'), encoding, given)
      assert.equal(file.headers.get('content-length'), String(file.body.length))
      const plain =
        encoding === 'br' ? brotliDecompressSync(file.body) : encoding === 'gzip' ? gunzipSync(file.body) : file.body
      assert.equal(plain.toString(), pages.script, given)
      tags.add(file.headers.get('etag'))
    }
    assert.equal(tags.size, 3, 'one for each encoding')
    assert.equal((await ask('/favicon.svg', { 'accept-encoding': 'br' })).headers.get('content-encoding'), undefined)
  })

  test('is not sent again to whoever has it', async () => {
    const tag = (await ask(asset)).headers.get('etag') ?? ''
    for (const given of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      const again = await ask(asset, { 'if-none-match': given })
      assert.equal(again.status, 304, given)
      assert.equal(again.headers.get('etag'), tag)
      assert.equal(again.body.length, 0)
    }
    assert.equal((await ask(asset, { 'if-none-match': '"x"' })).status, 200)
    assert.equal((await ask(asset, { 'if-none-match': tag, 'accept-encoding': 'br' })).status, 200)
  })

  test('has a head that says what its body would', async () => {
    for (const path of [asset, '/']) {
      const [head, got] = [await ask(path, {}, 'HEAD'), await ask(path)]
      assert.equal(head.status, 200)
      assert.equal(head.body.length, 0)
      for (const name of ['content-type', 'cache-control', 'etag'])
        assert.equal(head.headers.get(name), got.headers.get(name), `${path} ${name}`)
    }
  })

  test('of assets that is gone is missed, so that nobody runs a page as a script', async () => {
    const gone = await ask('/assets/main-0ld.js')
    assert.equal(gone.status, 404)
    assert.equal(gone.headers.get('content-type'), 'application/problem+json')
    assert.equal(gone.headers.get('cache-control'), 'no-store')
  })
})

describe('a request', () => {
  test('gets nothing from outside the directory, however it is written', async () => {
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%252e%252e/%252e%252e/secret.txt',
      '/..\\secret.txt',
      '/assets/..%5c..%5csecret.txt',
      '/.vite/manifest.json',
      '/assets/main-h4sh.js%00.txt',
      '/assets/main-h4sh.js.br',
      '/%c0%ae%c0%ae/secret.txt',
      '/%zz',
    ]) {
      const answer = await ask(path)
      assert.ok([200, 400, 404, 422].includes(answer.status), `${path}: ${answer.status}`)
      assert.ok(answer.status !== 200 || answer.body.toString().includes('<title>Pages'), path)
      assert.doesNotMatch(answer.body.toString(), /not to be read/, path)
    }
    assert.equal((await ask('/%zz')).status, 404)
  })

  test('of another host gets no page', async () => {
    assert.equal((await ask('/', { host: 'evil.example' })).status, 403)
    assert.equal((await ask(asset, { host: 'evil.example' })).status, 403)
  })

  test('that would change a page is told that pages are only read', async () => {
    const answer = await ask('/leads', { 'content-length': '0' }, 'POST')
    assert.equal(answer.status, 405)
    assert.equal(answer.headers.get('allow'), 'GET, HEAD')
  })
})

describe('pages that were never built', () => {
  test('are told of at /, and nowhere else', async () => {
    assert.equal(readStaticPages(`${pages.directory}/assets`), null)
    const bare = await openTestApp({ addRoutes: addSampleRoutes, pages: missingPages('Not built.\n') })
    const told = await fetch(bare.url)
    assert.equal(told.status, 404)
    assert.equal(told.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.equal(await told.text(), 'Not built.\n')
    assert.equal((await fetch(`${bare.url}/leads`)).headers.get('content-type'), 'application/problem+json')
    await bare.stop()
  })
})
