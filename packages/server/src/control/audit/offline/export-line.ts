import { type AuditCheckpoint, type AuditExportLine, auditExportLine } from '@rightful/contract'
import { hashEntry } from '../audit-entry.ts'
import { canonicalJson } from '../canonical-json.ts'

/** An entry as a line of an export has it. */
export type EntryLine = {
  readonly kind: 'entry'
  /** The line's number in the file, from 1. */
  readonly line: number
  readonly workspaceId: string
  readonly seq: number
  readonly previous: string
  readonly hash: string
  /** Whether it hashes to what it says. */
  readonly isIntact: boolean
}

/** A line of an export, read by itself. */
export type ExportItem =
  | EntryLine
  | { readonly kind: 'checkpoint'; readonly line: number; readonly checkpoint: AuditCheckpoint }
  | { readonly kind: 'end'; readonly line: number; readonly seq: number; readonly hash: string }
  | { readonly kind: 'unreadable'; readonly line: number }

/** One line of an export, without its end: canonical JSON, so that each byte of it counts. */
export function writeExportLine(line: AuditExportLine): string {
  return canonicalJson(line)
}

/** Reads a line by itself; what was not written by `writeExportLine` is unreadable. */
export function readExportLine(text: string, line: number): ExportItem {
  const read = parse(text)
  if (read === null) return { kind: 'unreadable', line }
  switch (read.kind) {
    case 'entry': {
      const { kind, hash, ...entry } = read
      const { seq, previous, workspace_id: workspaceId } = entry
      return { kind, line, workspaceId, seq, previous, hash, isIntact: hashEntry(entry) === hash }
    }
    case 'checkpoint': {
      const { kind, ...checkpoint } = read
      return { kind, line, checkpoint }
    }
    case 'end':
      return { kind: 'end', line, seq: read.seq, hash: read.hash }
  }
}

function parse(text: string): AuditExportLine | null {
  try {
    const read = auditExportLine.safeParse(JSON.parse(text))
    return read.success && canonicalJson(read.data) === text ? read.data : null
  } catch {
    return null
  }
}
