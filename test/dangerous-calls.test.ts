import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')

/** What no program of ours may do, and what would be opened by it. */
const nowhere: Readonly<Record<string, RegExp>> = {
  'runs text as code': /\beval\(|\bnew Function\(|node:vm\b|setTimeout\(\s*['"`]/,
  'runs a shell, which reads a command out of what it is given':
    /\bshell: true|\bexecSync\(|[{,]\s*exec\s*[,}].*node:child_process/,
  'puts text into a page as markup':
    /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write/,
  'trusts whoever answers': /rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/,
  'allows old TLS': /TLSv1(?:\.1)?['"]|SSLv|secureProtocol/,
  'hashes by what is broken': /\b(?:createHash|createHmac|hash|pbkdf2\w*)\(\s*['"`](?:md[245]|sha-?1|ripemd\w*)['"`]/i,
  'encrypts without a seal': /['"`](?:aes-\d+-(?:ecb|cbc|ctr|cfb|ofb)|des\b|rc4|bf-)[\w-]*['"`]/i,
}

/** Besides, on the server, where secrets are made. */
const notOnTheServer: Readonly<Record<string, RegExp>> = { 'rolls dice that can be foreseen': /Math\.random\(/ }

/** These only spread what is done again over time. */
const mayRollDice: readonly string[] = [
  'packages/server/src/platform/jobs/start-worker.ts',
  'packages/server/src/pipeline/deliver/destination-lane.ts',
]

const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.tsx?$|\/testing\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

function found(rules: Readonly<Record<string, RegExp>>, files: typeof sources): readonly string[] {
  return files.flatMap(({ file, text }) =>
    Object.entries(rules).flatMap(([does, pattern]) => (pattern.test(text) ? [`${file} ${does}`] : [])),
  )
}

describe('no program of ours', () => {
  test('runs text as code or by a shell, makes markup of it, trusts anybody, or uses what is broken', () => {
    assert.ok(sources.length >= 700, `only ${sources.length} files`)
    assert.deepEqual(found(nowhere, sources), [])
  })

  test('draws secrets from what can be foreseen', () => {
    const ofServer = sources.filter(({ file }) => file.startsWith('packages/server/') && !mayRollDice.includes(file))
    assert.ok(ofServer.length >= 300, `only ${ofServer.length} files`)
    assert.deepEqual(found(notOnTheServer, ofServer), [])
  })

  test('would get past this unseen', () => {
    const bad = [
      'eval(x)',
      "spawn('a', { shell: true })",
      "import { spawn, exec } from 'node:child_process'",
      'element.innerHTML = x',
      'connect({ rejectUnauthorized: false })',
      "minVersion: 'TLSv1.1'",
      "createHash('md5')",
      "createCipheriv('aes-256-cbc', key, iv)",
    ]
    for (const text of bad) assert.notDeepEqual(found(nowhere, [{ file: 'bad.ts', text }]), [], text)
  })
})
