import type { KeyObject } from 'node:crypto'
import { type AuditCheckpoint, auditKeys } from '@rightful/contract'
import { isSignedBy, readPublicKey } from '../signed-checkpoint.ts'
import { type ExportItem, readExportLine } from './export-line.ts'
import { type ExportFinding, judgeExport, type Witness } from './judge-export.ts'

/** What an export is verified with. */
export type VerifyExportAsk = {
  /** The lines of the file, without their ends. */
  readonly lines: AsyncIterable<string>
  /** The place of the first entry that the export was asked for. */
  readonly fromSeq: number
  /** Public keys by name; `null`: signatures are not looked at. */
  readonly keys: ReadonlyMap<string, KeyObject> | null
  /** Lines of a file of checkpoints that is kept elsewhere. */
  readonly checkpoints: readonly string[]
}

/** What was found. */
export type ExportReport = {
  readonly findings: readonly (ExportFinding | CheckpointFinding)[]
  readonly workspaceId: string | null
  readonly entryCount: number
  readonly firstSeq: number | null
  readonly lastSeq: number | null
  /** Checkpoints that the export was held against. */
  readonly checkpointCount: number
}

/** A checkpoint that cannot be relied on. */
export type CheckpointFinding = Omit<ExportFinding, 'kind'> & { readonly kind: 'forged' }

/** The public keys in a file, by name: PEM, one or several, or the answer of `/v1/audit/key`. Throws where there is none. */
export function readKeys(text: string): ReadonlyMap<string, KeyObject> {
  const pems = text.trimStart().startsWith('{')
    ? auditKeys.parse(JSON.parse(text)).data.map(({ public_key: pem }) => pem)
    : (text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [])
  if (pems.length === 0) throw new RangeError('There is no key in it.')
  return new Map(pems.map(readPublicKey).map(({ keyId, publicKey }) => [keyId, publicKey]))
}

/** Verifies an export by itself, without any server: needs the file, and for what the file alone cannot show, keys and checkpoints. */
export async function verifyExport({ lines, fromSeq, keys, checkpoints }: VerifyExportAsk): Promise<ExportReport> {
  const items: ExportItem[] = []
  const forged: CheckpointFinding[] = []
  let line = 0
  for await (const text of lines) {
    line += 1
    const item = readExportLine(text, line)
    const objection = item.kind === 'checkpoint' ? objectionTo(item.checkpoint, keys) : null
    if (objection === null) items.push(item)
    else forged.push({ kind: 'forged', seq: null, line, what: objection })
  }
  const entries = items.filter((item) => item.kind === 'entry').filter(({ isIntact }) => isIntact)
  const workspaceId = entries[0]?.workspaceId ?? null
  const elsewhere = readElsewhere(checkpoints, { keys, workspaceId })
  const judged = judgeExport(items, { fromSeq, witnesses: elsewhere.witnesses })
  return {
    findings: [...judged, ...forged, ...elsewhere.forged],
    workspaceId,
    entryCount: entries.length,
    firstSeq: entries[0]?.seq ?? null,
    lastSeq: entries.at(-1)?.seq ?? null,
    checkpointCount: items.filter(({ kind }) => kind === 'checkpoint').length + elsewhere.witnesses.length,
  }
}

/** Checkpoints that were kept elsewhere, of all workspaces of a server; those of others say nothing of this one. */
function readElsewhere(
  lines: readonly string[],
  of: { readonly keys: VerifyExportAsk['keys']; readonly workspaceId: string | null },
): { readonly witnesses: readonly Witness[]; readonly forged: readonly CheckpointFinding[] } {
  const witnesses: Witness[] = []
  const forged: CheckpointFinding[] = []
  for (const [index, text] of lines.entries()) {
    const item = readExportLine(text, index + 1)
    const isCheckpoint = item.kind === 'checkpoint'
    if (isCheckpoint && of.workspaceId !== null && item.checkpoint.workspace_id !== of.workspaceId) continue
    const objection = isCheckpoint ? objectionTo(item.checkpoint, of.keys) : 'is no checkpoint'
    if (!isCheckpoint || objection !== null) {
      const what = `line ${index + 1} of the file of checkpoints ${objection ?? ''}`
      forged.push({ kind: 'forged', seq: null, line: null, what })
      continue
    }
    const { seq, hash, at } = item.checkpoint
    witnesses.push({ seq, hash, says: `the checkpoint of ${at}` })
  }
  return { witnesses, forged }
}

function objectionTo(checkpoint: AuditCheckpoint, keys: VerifyExportAsk['keys']): string | null {
  if (keys === null) return null
  const key = keys.get(checkpoint.key_id)
  if (key === undefined) return `is a checkpoint by a key that was not given, ${checkpoint.key_id}`
  return isSignedBy(checkpoint, key) ? null : 'is a checkpoint that was edited: its signature does not hold'
}
