import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { auditKeys, auditPage } from '@rightful/contract'
import { createOutbound } from '../../platform/outbound/create-outbound.ts'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { sealWorkspace } from '../audit/read.ts'
import { isCheckpointDue } from './checkpoint-queries.ts'
import { openKeyFile } from './key-file.ts'
import { type CheckpointPorts, makeCheckpoint, publishCheckpoints } from './make-checkpoint.ts'
import { type ExportReport, readKeys, verifyExport } from './offline/verify-export.ts'
import { recordAudit } from './record-audit.ts'
import { verifyChain } from './verify-chain.ts'

const folder = mkdtempSync('/tmp/rightful-audit-')
const outbound = createOutbound({ allowPrivate: true, allowPlain: true })
let service: TestService
let ports: CheckpointPorts
const file = join(folder, 'checkpoints.ndjson')
before(async () => {
  service = await openTestService()
  const key = openKeyFile(join(folder, 'keys', 'audit-key'), service.db.keyRing)
  const { db } = service
  ports = { db, outbound, key, places: { file, url: null }, fence: async () => undefined }
  for (let turn = 0; turn < 30; turn += 1) await tell({ turn })
  await service.client.postLead({ attributes: { email: 'ada@example.com', country: 'DE' } })
  await sealAll()
})
after(async () => {
  await service.close()
  await outbound.close()
  rmSync(folder, { recursive: true, force: true })
})

function tell(details: Readonly<Record<string, unknown>>, action = 'thing.done'): Promise<void> {
  const { db, workspaceId } = service
  return recordAudit(db, { workspaceId, actor: 'key:a', action, subject: { kind: 'thing', id: '1' }, details })
}

async function sealAll(): Promise<void> {
  while (await sealWorkspace(service.db, service.workspaceId));
}

async function get(path: string, key = service.key): Promise<Response> {
  return fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${key}` } })
}

async function page(query: string) {
  const response = await get(`/v1/audit?${query}`)
  assert.equal(response.status, 200)
  return auditPage.parse(await response.json())
}

async function verify(text: string, more: { checkpoints?: string; fromSeq?: number } = {}): Promise<ExportReport> {
  const keys = readKeys(await (await get('/v1/audit/key')).text())
  const lines = (async function* () {
    yield* text.split('\n').filter((line) => line !== '')
  })()
  const checkpoints = (more.checkpoints ?? '').split('\n').filter((line) => line !== '')
  return verifyExport({ lines, keys, fromSeq: more.fromSeq ?? 1, checkpoints })
}

describe('the audit log over HTTP', () => {
  test('lists what was done, the newest first, page by page, and by actor, action, subject and time', async () => {
    const all = await page('limit=200')
    assert.ok(all.data.length >= 31)
    assert.ok(all.data.every(({ action }) => action !== 'decisions.sealed'))
    const paged: string[] = []
    for (let cursor = ''; ;) {
      const { data, next_cursor: next } = await page(`limit=7${cursor}`)
      paged.push(...data.map(({ entry_id: id }) => id))
      if (next === null) break
      cursor = `&cursor=${encodeURIComponent(next)}`
    }
    assert.deepEqual(
      paged,
      all.data.map(({ entry_id: id }) => id),
    )
    await tell({}, 'other.thing')
    await sealAll()
    assert.equal((await page('action=other.thing')).data.length, 1)
    assert.equal((await page('action=other.*')).data.length, 1)
    assert.equal((await page('action=other')).data.length, 0)
    assert.equal((await page('action=decisions.sealed')).data.length, 1)
    assert.equal((await page('actor=nobody')).data.length, 0)
    assert.equal((await page('subject_kind=api_key&actor=test')).data.length, 1)
    assert.equal((await page('subject_kind=thing&subject_id=2')).data.length, 0)
    const [first] = all.data
    assert.equal((await page(`until=${all.data.at(-1)?.at}`)).data.length, 0)
    assert.ok((await page(`from=${first?.at}`)).data.length >= 2)
  })

  test('needs the scope audit:read', async () => {
    const weak = await service.makeKey(['leads:read'])
    const key = await service.makeKey(['audit:read'])
    for (const path of ['/v1/audit', '/v1/audit/export', '/v1/audit/key']) {
      assert.equal((await get(path, weak)).status, 403)
      assert.equal((await get(path, key)).status, 200)
    }
  })

  test('exports a file that verifies without the server, and of which nothing can be taken unnoticed', async () => {
    await sealAll()
    await makeCheckpoint(ports, service.workspaceId)
    await publishCheckpoints(ports, service.workspaceId)
    const text = await (await get('/v1/audit/export')).text()
    const checkpoints = readFileSync(file, 'utf8')
    const report = await verify(text, { checkpoints })
    assert.deepEqual(report.findings, [])
    assert.equal(report.workspaceId, service.workspaceId)
    assert.ok(report.checkpointCount >= 2)
    const { firstSeq, lastSeq } = await verify(await (await get('/v1/audit/export?from_seq=5')).text(), { fromSeq: 5 })
    assert.deepEqual([firstSeq, lastSeq], [5, report.lastSeq])
    const lines = text.trimEnd().split('\n')
    for (let index = 0; index < lines.length; index += 1) {
      const cut = await verify(lines.toSpliced(index, 1).join('\n'), { checkpoints })
      const isCheckpoint = lines[index]?.includes('"kind":"checkpoint"') ?? false
      assert.equal(cut.findings.length > 0, !isCheckpoint, `without line ${index + 1}`)
      const line = lines[index] ?? ''
      const edited = line.replace(/"at":"\d/, '"at":"3').replace(/"end","seq":/, '"end","seq":1')
      assert.notEqual(edited, line)
      const changed = await verify(lines.with(index, edited).join('\n'), { checkpoints })
      assert.ok(changed.findings.length > 0, edited)
    }
    const shorter = lines.slice(0, 10)
    const { hash, seq } = JSON.parse(shorter.at(-1) ?? '')
    shorter.push(`{"hash":"${hash}","kind":"end","seq":${seq},"workspace_id":"${service.workspaceId}"}`)
    assert.deepEqual((await verify(shorter.join('\n'))).findings, [])
    const [found] = (await verify(shorter.join('\n'), { checkpoints })).findings
    assert.deepEqual([found?.kind, found?.seq], ['truncated', 11])
  })
})

describe('checkpoints', () => {
  const rhythm = { entries: 5, seconds: 3600 }

  async function filed(): Promise<readonly number[]> {
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    return lines.map((line) => Number(JSON.parse(line).seq))
  }

  async function step(): Promise<void> {
    await makeCheckpoint(ports, service.workspaceId)
    await publishCheckpoints(ports, service.workspaceId)
  }

  test('are due after so many entries, or some while after one', async () => {
    const isDue = (seconds: number): Promise<boolean> =>
      isCheckpointDue(service.db, service.workspaceId, { entries: 5, seconds })
    await sealAll()
    await step()
    assert.equal(await isDue(0), false, 'nothing was told since')
    await tell({})
    await sealAll()
    assert.equal(await isDue(3600), false)
    assert.equal(await isDue(0), true)
    for (let turn = 0; turn < 4; turn += 1) await tell({ turn })
    await sealAll()
    assert.equal(await isDue(3600), true)
    await step()
    assert.equal(await isDue(3600), false)
  })

  test('that a node was killed before making, or before publishing, are made up for', async () => {
    for (let turn = 0; turn < 5; turn += 1) await tell({ turn })
    await sealAll()
    const { db, workspaceId } = service
    assert.equal(await isCheckpointDue(db, workspaceId, rhythm), true, 'sealed, and not yet signed')
    await makeCheckpoint(ports, workspaceId)
    const before = await filed()
    assert.equal(await isCheckpointDue(db, workspaceId, rhythm), true, 'signed, and not yet published')
    await step()
    assert.equal((await filed()).length, before.length + 1)
    await step()
    assert.equal((await filed()).length, before.length + 1)
    const { violations } = await db.transaction((tx) => verifyChain(tx, workspaceId, { violationsMax: 5 }))
    assert.deepEqual(violations, [])
  })

  test('are not made by a node that has lost its lease', async () => {
    await tell({})
    await sealAll()
    const lost = { ...ports, fence: () => Promise.reject(new Error('lost')) }
    await assert.rejects(makeCheckpoint(lost, service.workspaceId), /lost/)
    const { db, workspaceId } = service
    assert.equal(await isCheckpointDue(db, workspaceId, { entries: 1, seconds: 3600 }), true)
    await step()
  })

  test('are posted to an address, again until it takes them', async (t) => {
    const bodies: string[] = []
    let status = 503
    const receiver = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()))
      request.on('end', () => response.writeHead(status).end())
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    t.after(() => receiver.close())
    const address = receiver.address()
    assert.ok(typeof address === 'object' && address !== null)
    const posting = { ...ports, places: { file, url: `http://127.0.0.1:${address.port}/` } }
    await tell({})
    await sealAll()
    await makeCheckpoint(posting, service.workspaceId)
    const before = await filed()
    await assert.rejects(publishCheckpoints(posting, service.workspaceId), /503/)
    assert.deepEqual(await filed(), before, 'it is appended once, when it was taken')
    status = 204
    await publishCheckpoints(posting, service.workspaceId)
    assert.equal(bodies.length, 2)
    assert.equal(`${bodies[1]}\n`, `${readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)}\n`)
  })

  test('that say what the chain does not, or were not signed by their key, are found', async () => {
    const { db, workspaceId } = service
    for (const change of [
      `hash = repeat('0', 64)`,
      `signature = 'AAAA'`,
      `at = audit_checkpoint.at + interval '1 second'`,
    ]) {
      const damaging = db.transaction(async (tx) => {
        await tx.execute(`alter table audit_checkpoint disable trigger user`)
        await tx.execute(`update audit_checkpoint set ${change} where audit_checkpoint.workspace_id = '${workspaceId}'`)
        const { violations } = await verifyChain(tx, workspaceId, { violationsMax: 5 })
        assert.ok(violations.length > 0, change)
        throw new Error('undo')
      })
      await assert.rejects(damaging, /^Error: undo$/)
    }
  })

  test('are signed by a key that only this user can read, the same for all who open the file', async () => {
    const path = join(folder, 'keys', 'audit-key')
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.equal(openKeyFile(path, service.db.keyRing).keyId, ports.key.keyId)
    const { data } = auditKeys.parse(await (await get('/v1/audit/key')).json())
    assert.deepEqual(
      data.map(({ key_id: id }) => id),
      [ports.key.keyId],
    )
  })
})
