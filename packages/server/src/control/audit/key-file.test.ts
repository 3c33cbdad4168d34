import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createKeyRing, type KeyRing } from '../../platform/secrets/key-ring.ts'
import { openKeyFile, resealKeyFile } from './key-file.ts'
import { makeSigningKey, readSigningKey } from './signed-checkpoint.ts'

const folder = mkdtempSync('/tmp/rightful-audit-key-')
after(() => rmSync(folder, { recursive: true, force: true }))

function ringOf(...fills: readonly number[]): KeyRing {
  return createKeyRing(() => fills.map((fill) => Buffer.alloc(32, fill).toString('base64')))
}

describe('the key that signs the audit log', () => {
  test('lies sealed, for this user alone, and is the same for all who open it', () => {
    const path = join(folder, 'keys', 'made')
    const { keyId } = openKeyFile(path, ringOf(1))
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.doesNotMatch(readFileSync(path, 'utf8'), /PRIVATE|MC4CAQ/)
    assert.equal(openKeyFile(path, ringOf(1)).keyId, keyId)
  })

  test('that an earlier version left in the clear is sealed, and the clear one removed', () => {
    const path = join(folder, 'earlier')
    const pem = makeSigningKey()
    writeFileSync(`${path}.pem`, pem, { mode: 0o600 })
    assert.equal(openKeyFile(path, ringOf(1)).keyId, readSigningKey(pem).keyId)
    assert.ok(!existsSync(`${path}.pem`))
    assert.doesNotMatch(readFileSync(path, 'utf8'), /PRIVATE/)
    // A process that was killed between the two leaves both; another key beside it is nobody's to remove.
    writeFileSync(`${path}.pem`, pem)
    openKeyFile(path, ringOf(1))
    assert.ok(!existsSync(`${path}.pem`))
    writeFileSync(`${path}.pem`, makeSigningKey())
    assert.equal(openKeyFile(path, ringOf(1)).keyId, readSigningKey(pem).keyId)
    assert.ok(existsSync(`${path}.pem`))
  })

  test('is opened by either of two live keys of the installation, and sealed anew by the newest', () => {
    const path = join(folder, 'rotated')
    const { keyId } = openKeyFile(path, ringOf(1))
    assert.equal(openKeyFile(path, ringOf(2, 1)).keyId, keyId)
    assert.equal(openKeyFile(path, ringOf(2)).keyId, keyId)
    assert.equal(resealKeyFile(path, ringOf(3, 2)), true)
    assert.equal(resealKeyFile(path, ringOf(3, 2)), false)
    assert.equal(openKeyFile(path, ringOf(3)).keyId, keyId)
    assert.throws(() => openKeyFile(path, ringOf(1)), { code: 'secret_keys_differ' })
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  test('is nothing else that lies there, and what lies there is not repeated', () => {
    const path = join(folder, 'other')
    const pem = makeSigningKey()
    writeFileSync(path, pem)
    assert.throws(() => openKeyFile(path, ringOf(1)), { name: 'TypeError', message: `${path} holds no sealed key.` })
    const faulty = join(folder, 'faulty')
    writeFileSync(`${faulty}.pem`, 'no key')
    assert.throws(() => openKeyFile(faulty, ringOf(1)))
    assert.ok(!existsSync(faulty) && existsSync(`${faulty}.pem`))
  })
})
