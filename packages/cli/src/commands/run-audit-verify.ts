import { type ExportReport, readKeys, verifyExport } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { readTextFile } from '../loading/read-text-file.ts'
import { openSource } from '../readers/open-source.ts'
import { paintFor } from '../terminal/paint.ts'
import type { AuditVerifyFlags } from './audit-verify.ts'

/** More findings are counted and not printed. */
const FINDINGS_SHOWN = 50

/** Verifies an export and prints what is wrong with it. */
export async function runAuditVerify({ process }: CliContext, flags: AuditVerifyFlags, path: string): Promise<void> {
  const keyText = flags.key === undefined ? null : await readTextFile(flags.key, process.stdin)
  const kept = flags.checkpoints === undefined ? '' : await readTextFile(flags.checkpoints, process.stdin)
  const source = await openSource(path, process.stdin)
  const report = await verifyExport({
    lines: linesOf(source.chunks),
    fromSeq: flags.fromSeq,
    keys: keyText === null ? null : keysIn(keyText, flags.key ?? ''),
    checkpoints: kept.split(/\r?\n/).filter((line) => line !== ''),
  })
  const { findings, ...counts } = report
  const isSound = findings.length === 0
  if (flags.json) process.stdout.write(`${JSON.stringify(toJson(report))}\n`)
  else {
    const paint = paintFor(process.stdout, process.env)
    const { entryCount, firstSeq, lastSeq, workspaceId, checkpointCount } = counts
    const span = entryCount === 0 ? '' : `, ${firstSeq} to ${lastSeq}, of workspace ${workspaceId}`
    const signed = flags.key === undefined ? ' (signatures not looked at: no --key)' : ', each with its signature'
    process.stdout.write(`${entryCount} entries${span}\n${checkpointCount} checkpoints${signed}\n`)
    process.stdout.write(isSound ? `${paint('green', 'Nothing is wrong.')}\n` : wrongText(findings))
    if (isSound && flags.checkpoints === undefined) {
      process.stderr.write(
        'Whether newer entries were cut off shows only against --checkpoints that were kept elsewhere.\n',
      )
    }
  }
  if (!isSound) process.exitCode = 1
}

function wrongText(findings: ExportReport['findings']): string {
  const shown = findings.slice(0, FINDINGS_SHOWN).map(({ kind, seq, line, what }) => {
    const of = seq === null ? '' : ` entry ${seq}`
    const place = line === null ? '' : ` (line ${line})`
    return `${kind}${of}${place}: ${what}\n`
  })
  const rest = findings.length - shown.length
  return `${shown.join('')}${rest > 0 ? `and ${rest} more\n` : ''}`
}

function toJson({ findings, workspaceId, entryCount, firstSeq, lastSeq, checkpointCount }: ExportReport): unknown {
  return {
    is_sound: findings.length === 0,
    workspace_id: workspaceId,
    entry_count: entryCount,
    first_seq: firstSeq,
    last_seq: lastSeq,
    checkpoint_count: checkpointCount,
    findings,
  }
}

function keysIn(text: string, path: string): ReturnType<typeof readKeys> {
  try {
    return readKeys(text)
  } catch {
    const what = 'There is no public key of Ed25519 in it.'
    throw new CliError('file_unreadable', { where: path, what, hint: '`rightful audit key` prints those of a server.' })
  }
}

/** Lines as they come; blank ones are left out. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield withoutReturn(line)
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield withoutReturn(rest)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
