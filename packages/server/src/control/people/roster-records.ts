import type { RecordRow, RosterRecord } from './queries.ts'
import type { Body, RosterKind } from './roster-document.ts'

/** One thing that is to change: `null` ends the record. */
export type RosterChange = { readonly kind: RosterKind; readonly recordId: string; readonly body: Body | null }

/** The records that hold at one version, and what can be asked of them. */
export type RosterRecords = {
  readonly version: number
  readonly all: readonly RosterRecord[]
  /** `null`: there is none. */
  readonly find: (kind: RosterKind, recordId: string) => RecordRow | null
  /** Those of a kind whose id begins so. */
  readonly listOf: (kind: RosterKind, prefix?: string) => readonly RecordRow[]
}

/** Makes records askable. */
export function createRosterRecords(version: number, rows: readonly RecordRow[]): RosterRecords {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return {
    version,
    all: rows,
    find: (kind, recordId) => byKey.get(keyOf({ kind, recordId })) ?? null,
    listOf: (kind, prefix = '') => rows.filter((row) => row.kind === kind && row.recordId.startsWith(prefix)),
  }
}

/** The changes that change something, the last one of each record. */
export function effectiveChanges(records: RosterRecords, changes: readonly RosterChange[]): readonly RosterChange[] {
  const last = new Map(changes.map((change) => [keyOf(change), change]))
  return [...last.values()].filter(({ kind, recordId, body }) => {
    const known = records.find(kind, recordId)
    if (known === null) return body !== null
    return body === null || canonical(body) !== canonical(JSON.parse(known.body))
  })
}

/** The records once the changes are made. */
export function applyChanges(records: RosterRecords, changes: readonly RosterChange[]): readonly RosterRecord[] {
  const changed = new Set(changes.map(keyOf))
  return [...records.all.filter((record) => !changed.has(keyOf(record))), ...recordsSet(changes)]
}

/** The records that changes set. */
export function recordsSet(changes: readonly RosterChange[]): readonly RosterRecord[] {
  return changes.flatMap(({ kind, recordId, body }) =>
    body === null ? [] : [{ kind, recordId, body: JSON.stringify(body) }],
  )
}

function keyOf({ kind, recordId }: { readonly kind: string; readonly recordId: string }): string {
  return `${kind} ${recordId}`
}

/** A value as JSON with the keys of each object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value))
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inOrder(inner)]),
  )
}
