import { createApiKey } from '../../../packages/server/src/control/access/create-api-key.ts'
import { createWorkspace } from '../../../packages/server/src/control/workspaces/create-workspace.ts'
import { demoWorkspace } from '../../../packages/server/src/control/workspaces/demo-workspace.ts'
import { verifyWorkspace } from '../../../packages/server/src/observe/verify/verify-workspace.ts'
import type { Database } from '../../../packages/server/src/platform/db/database.ts'
import { checkClientLaws } from '../histories/client-laws.ts'
import { type Left, readLeft } from '../histories/left-behind.ts'
import type { SentCommand } from '../histories/sent-command.ts'

/** A workspace of a round's own: the bundled example, and a key to it. */
export type RoundWorkspace = { readonly workspaceId: string; readonly key: string; readonly fromMs: number }

/** Makes it. */
export async function openWorkspace(db: Database): Promise<RoundWorkspace> {
  const fromMs = Date.now() - 60_000
  const workspaceId = await createWorkspace(db, demoWorkspace())
  const { key } = await createApiKey(db, {
    workspaceId,
    name: 'load',
    scopes: ['admin'],
    expiresAtMs: null,
    by: 'test',
  })
  return { workspaceId, key, fromMs }
}

/** Checks every law of a round: what its senders were told, and what `verify` looks at. Returns every breach as a sentence. */
export async function checkRound(
  db: Database,
  { workspaceId, fromMs }: RoundWorkspace,
  sent: readonly SentCommand[],
): Promise<readonly string[]> {
  const left = await readLeft(db, workspaceId)
  const named = sent.map((one) => withLeadId(one, left))
  const witness = { sent: named, listening: [], fromMs, untilMs: Date.now() + 60_000 }
  const laws = await verifyWorkspace(db, { workspaceId, isDrained: true, violationsMax: 20 })
  return [
    ...checkClientLaws(witness, left),
    ...laws.flatMap(({ law, violations }) => violations.map(({ of, what }) => `${law}: ${of} ${what}`)),
  ]
}

/** The id that a posted lead was given, unless it turned out to be a repeat of another one. */
function withLeadId(one: SentCommand, { submissions }: Left): SentCommand {
  const { command, told, name } = one
  if (command.kind !== 'create' || told.kind !== 'done') return one
  const isRepeat = submissions.some(({ kind, given }) => kind === 'repeat' && given.includes(`"marker":"${name}"`))
  return isRepeat ? one : { ...one, command: { kind: 'create', lead: { ...command.lead, leadId: told.leadId } } }
}
