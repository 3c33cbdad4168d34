import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuditEntry } from '@rightful/contract'
import { createRandom } from '@rightful/engine/testing'
import { genesis, hashEntry } from '../audit-entry.ts'
import { makeSigningKey, readSigningKey, signCheckpoint } from '../signed-checkpoint.ts'
import { type ExportItem, readExportLine, writeExportLine } from './export-line.ts'
import { type ExportFinding, judgeExport } from './judge-export.ts'

const rowCount = 1000
const workspaceId = '018ab2f0-0000-7000-8000-000000000000'
const at = '2026-11-24T09:15:00.250000Z'
const key = readSigningKey(makeSigningKey())

function makeEntries(): readonly AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= rowCount; seq += 1) {
    const entry = {
      workspace_id: workspaceId,
      seq,
      previous: entries.at(-1)?.hash ?? genesis,
      entry_id: `018ab2f0-0000-7000-8000-${String(seq).padStart(12, '0')}`,
      at,
      actor: `key:${seq % 7}`,
      action: 'thing.done',
      subject: { kind: 'thing', id: String(seq) },
      details: { list: [seq, null, 'ü"\\'], flag: seq % 2 === 0, text: 'was' },
    }
    entries.push({ ...entry, hash: hashEntry(entry) })
  }
  return entries
}

const entries = makeEntries()
const last = entries.at(-1) ?? assert.fail()
const checkpoints = [300, 1000].map((seq) => {
  const body = { workspace_id: workspaceId, seq, hash: entries[seq - 1]?.hash ?? '', at, key_id: key.keyId }
  return signCheckpoint(body, key)
})
const lines = [
  ...entries.map((entry) => writeExportLine({ kind: 'entry', ...entry })),
  ...checkpoints.map((checkpoint) => writeExportLine({ kind: 'checkpoint', ...checkpoint })),
  writeExportLine({ kind: 'end', workspace_id: workspaceId, seq: last.seq, hash: last.hash }),
]
const items = lines.map((text, index) => readExportLine(text, index + 1))

function judge(of: readonly ExportItem[]): readonly ExportFinding[] {
  return judgeExport(of, { fromSeq: 1, witnesses: [] })
}

/** What is found, in short. */
function found(of: readonly ExportItem[]): readonly string[] {
  return judge(of).map(({ kind, seq }) => `${kind} ${seq}`)
}

const row = (seq: number): ExportItem => items[seq - 1] ?? assert.fail()

/** A line with one part of it changed. */
const changes: Readonly<Record<string, (entry: AuditEntry) => unknown>> = {
  workspace: (entry) => ({ ...entry, workspace_id: '018ab2f0-0000-7000-8000-00000000000f' }),
  seq: (entry) => ({ ...entry, seq: entry.seq + 5000 }),
  'seq of a neighbour': (entry) => ({ ...entry, seq: entry.seq === 1 ? 2 : entry.seq - 1 }),
  previous: (entry) => ({ ...entry, previous: entry.hash }),
  id: (entry) => ({ ...entry, entry_id: workspaceId }),
  at: (entry) => ({ ...entry, at: '2026-11-24T09:15:00.250001Z' }),
  actor: (entry) => ({ ...entry, actor: 'key:x' }),
  action: (entry) => ({ ...entry, action: 'thing.undone' }),
  'kind of the subject': (entry) => ({ ...entry, subject: { ...entry.subject, kind: 'other' } }),
  'id of the subject': (entry) => ({ ...entry, subject: { ...entry.subject, id: 'x' } }),
  'a detail': (entry) => ({ ...entry, details: { ...entry.details, text: 'is' } }),
  'an element of a detail': (entry) => ({ ...entry, details: { ...entry.details, list: [entry.seq, null, 'u"\\'] } }),
  'a detail too many': (entry) => ({ ...entry, details: { ...entry.details, more: 1 } }),
  'a field too many': (entry) => ({ ...entry, more: 1 }),
  'no details': (entry) => ({ ...entry, details: {} }),
  hash: (entry) => ({ ...entry, hash: entry.previous.replaceAll('0', '1') }),
}

describe('an export of the audit log', () => {
  test('as it was made, whole or from some entry on, has nothing wrong', () => {
    assert.deepEqual(found(items), [])
    for (const fromSeq of [2, 300, 301, 1000]) {
      assert.deepEqual(judgeExport(items.slice(fromSeq - 1), { fromSeq, witnesses: [] }), [], String(fromSeq))
    }
  })

  for (const [what, change] of Object.entries(changes)) {
    test(`is told to be edited in every row where somebody changed ${what}`, () => {
      for (const entry of entries) {
        const text = lines[entry.seq - 1] ?? ''
        const changed = JSON.parse(text)
        const edited = JSON.stringify(sorted({ ...changed, ...Object(change(entry)) }))
        assert.notEqual(edited, text)
        const mutated = items.with(entry.seq - 1, readExportLine(edited, entry.seq))
        assert.deepEqual(found(mutated), [`edited ${entry.seq}`], `row ${entry.seq}: ${edited}`)
      }
    })
  }

  test('is told to be edited in every row where any character of the line changed', () => {
    const random = createRandom(7)
    for (const { seq } of entries) {
      const text = lines[seq - 1] ?? ''
      const place = random.below(text.length)
      const character = text[place] === 'x' ? 'y' : 'x'
      const edited = `${text.slice(0, place)}${character}${text.slice(place + 1)}`
      const mutated = items.with(seq - 1, readExportLine(edited, seq))
      assert.deepEqual(found(mutated), [`edited ${seq}`], edited)
    }
  })

  test('is told to be edited where a row was replaced by another that hashes to what it says', () => {
    for (const { hash: _hash, ...entry } of entries) {
      const forged = { ...entry, actor: 'key:x' }
      const text = writeExportLine({ kind: 'entry', ...forged, hash: hashEntry(forged) })
      const mutated = items.with(entry.seq - 1, readExportLine(text, entry.seq))
      assert.ok(found(mutated).includes(`edited ${entry.seq}`), `row ${entry.seq}: ${found(mutated).join()}`)
      assert.ok(judge(mutated).every(({ seq }) => seq === entry.seq))
    }
  })

  test('says which row was removed', () => {
    for (const { seq } of entries) {
      const kind = seq === rowCount ? 'truncated' : 'removed'
      assert.deepEqual(found(items.toSpliced(seq - 1, 1)), [`${kind} ${seq}`])
    }
    assert.deepEqual(found(items.toSpliced(9, 5)), ['removed 10'])
  })

  test('says which row was inserted: a copy, one of another chain, or one made to fit', () => {
    for (const { hash, ...entry } of entries) {
      const next = { ...entry, seq: entry.seq + 1, previous: hash, actor: 'key:x' }
      const fitting = readExportLine(writeExportLine({ kind: 'entry', ...next, hash: hashEntry(next) }), entry.seq + 1)
      assert.deepEqual(found(items.toSpliced(entry.seq, 0, fitting)), [`inserted ${entry.seq + 1}`])
      assert.deepEqual(found(items.toSpliced(entry.seq, 0, row(entry.seq))), [`inserted ${entry.seq}`])
    }
    assert.deepEqual(found(items.toSpliced(5, 0, { kind: 'unreadable', line: 6 })), ['inserted null'])
  })

  test('says which rows were swapped', () => {
    for (let seq = 1; seq < rowCount; seq += 1) {
      const swapped = items.with(seq - 1, row(seq + 1)).with(seq, row(seq))
      const [finding, ...others] = judge(swapped)
      assert.equal(others.length, 0)
      assert.equal(finding?.kind, 'swapped')
      const both = [finding.seq, Number(/\d+$/.exec(finding.what)?.[0])].sort((a, b) => Number(a) - Number(b))
      assert.deepEqual(both, [seq, seq + 1])
    }
    assert.deepEqual(found(items.with(99, row(700)).with(699, row(100))), ['swapped 700', 'swapped 100'])
  })

  test('is told to be truncated, by its own last line or by a checkpoint that is kept elsewhere', () => {
    assert.deepEqual(found(items.toSpliced(900, 100)), ['truncated 901'])
    const cut = items.slice(0, 900)
    assert.deepEqual(found(cut), ['truncated null'])
    const { seq, hash } = entries[899] ?? assert.fail()
    const dressed: readonly ExportItem[] = [...cut, { kind: 'end', line: 901, seq, hash }]
    assert.deepEqual(found(dressed), [], 'from inside, a chain that was shorter looks the same')
    const witnesses = [{ seq: 1000, hash: last.hash, says: 'a checkpoint' }]
    const [finding] = judgeExport(dressed, { fromSeq: 1, witnesses })
    assert.equal(finding?.what, 'entries 901 to 1000 are missing: a checkpoint names 1000')
  })

  test('that was made anew from some entry on contradicts the checkpoint', () => {
    const forged: AuditEntry[] = entries.slice(0, 499)
    for (const { hash: _hash, ...entry } of entries.slice(499)) {
      const next = { ...entry, actor: 'key:x', previous: forged.at(-1)?.hash ?? '' }
      forged.push({ ...next, hash: hashEntry(next) })
    }
    const end = forged.at(-1) ?? assert.fail()
    const made = forged.map((entry, index) => readExportLine(writeExportLine({ kind: 'entry', ...entry }), index + 1))
    const whole: readonly ExportItem[] = [...made, { kind: 'end', line: 1001, seq: end.seq, hash: end.hash }]
    assert.deepEqual(found(whole), [])
    const witnesses = checkpoints.map(({ seq, hash }) => ({ seq, hash, says: 'a checkpoint' }))
    assert.deepEqual(
      judgeExport(whole, { fromSeq: 1, witnesses }).map(({ kind, seq }) => `${kind} ${seq}`),
      ['edited 1000'],
    )
  })
})

/** The members of an object in the order of canonical JSON, so that only what was changed is. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  )
}
