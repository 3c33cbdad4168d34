import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openTestDatabase } from '../db/testing/open-test-database.ts'
import { newId } from '../ids/new-id.ts'
import { checkKeyRing, resealKeys } from './check-key-ring.ts'
import { makeKeyFile, readKeyFile, rotateKeyFile } from './key-file.ts'
import { createKeyRing } from './key-ring.ts'
import { openText, SealBroken, sealText } from './sealed-text.ts'
import { makeWorkspaceKeys, newSeed, openRecord, readWorkspaceKeys, sealRecord } from './workspace-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'rightful-keys-'))
after(() => rmSync(folder, { recursive: true }))

function file(name: string): string {
  return join(folder, name)
}

describe('what is sealed', () => {
  const key = Buffer.alloc(32, 1)

  test('is opened by its key in the name of its place, and by nothing else', () => {
    const sealed = sealText(key, 'destination 1', 'whsec_secret')
    assert.equal(openText(key, 'destination 1', sealed), 'whsec_secret')
    assert.notEqual(sealText(key, 'destination 1', 'whsec_secret'), sealed, 'the same text is sealed anew each time')
    const middle = sealed.length >> 1
    const swapped = sealed[middle] === 'A' ? 'B' : 'A'
    const edited = sealed.slice(0, middle) + swapped + sealed.slice(middle + 1)
    for (const open of [
      () => openText(key, 'destination 2', sealed),
      () => openText(Buffer.alloc(32, 2), 'destination 1', sealed),
      () => openText(key, 'destination 1', edited),
      () => openText(key, 'destination 1', sealed.slice(0, 20)),
      () => openText(key, 'destination 1', ''),
    ])
      assert.throws(open, SealBroken)
  })
})

describe('the file of keys', () => {
  test('is made once, for this user alone, and rotated to a new key with the one before', () => {
    const path = file('made')
    makeKeyFile(path)
    const [first] = readKeyFile(path)
    makeKeyFile(path)
    assert.deepEqual(readKeyFile(path), [first])
    assert.equal(statSync(path).mode & 0o777, 0o600)
    rotateKeyFile(path)
    rotateKeyFile(path)
    const keys = readKeyFile(path)
    assert.equal(keys.length, 2)
    assert.ok(!keys.includes(first ?? ''))
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  test('that holds no key is told of by its line, without what stands there', () => {
    const path = file('faulty')
    writeFileSync(path, `${readFileSync(file('made'), 'utf8')}half-a-key\n`)
    assert.throws(
      () => readKeyFile(path),
      (error: Error) => /Line 3 of/.test(error.message) && !error.message.includes('half-a-key'),
    )
  })
})

describe('the keys of a workspace', () => {
  test('are sealed anew after a rotation, and open what they opened before', async () => {
    const path = file('rotated')
    makeKeyFile(path)
    const opened = await openTestDatabase()
    const keyRing = createKeyRing(() => readKeyFile(path))
    const db = { ...opened.database, keyRing }
    try {
      const workspaceId = newId()
      await db.execute(`insert into workspace (workspace_id, name, created_at) values ($1, 'test', now())`, [
        workspaceId,
      ])
      await db.transaction((tx) => makeWorkspaceKeys({ ...tx, keyRing }, workspaceId))
      const record = { seed: newSeed(), of: 'lead 1' }
      const sealed = sealRecord(await readWorkspaceKeys(db, workspaceId), record, 'Grace')
      rotateKeyFile(path)
      assert.equal(await resealKeys(db), 3)
      assert.equal(await resealKeys(db), 0)
      rotateKeyFile(path)
      await resealKeys(db)
      // Another node, which knows only the two keys that are left.
      const other = { ...opened.database, keyRing: createKeyRing(() => readKeyFile(path)) }
      await checkKeyRing(other, () => assert.fail('there are keys'))
      const keys = await readWorkspaceKeys(other, workspaceId)
      assert.equal(openRecord(keys, record, sealed), 'Grace')
      assert.throws(() => openRecord(keys, { ...record, of: 'lead 2' }, sealed), SealBroken)
      assert.throws(() => openRecord(keys, { ...record, seed: newSeed() }, sealed), SealBroken)
      const stranger = { ...opened.database, keyRing: createKeyRing(() => [Buffer.alloc(32, 9).toString('base64')]) }
      await assert.rejects(
        checkKeyRing(stranger, () => undefined),
        { code: 'secret_keys_differ' },
      )
      const nobody = { ...opened.database, keyRing: createKeyRing(() => []) }
      await assert.rejects(
        checkKeyRing(nobody, () => undefined),
        { code: 'secret_keys_missing' },
      )
    } finally {
      await opened.close()
    }
  })
})
