import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { editRoster } from '../../../packages/server/src/control/people/edit-roster.ts'
import type { RosterChange, RosterRecords } from '../../../packages/server/src/control/people/roster-records.ts'
import { activatePolicy } from '../../../packages/server/src/control/policies/activate-policy.ts'
import { claimChunk } from '../../../packages/server/src/pipeline/imports/queries.ts'
import { runChunk } from '../../../packages/server/src/pipeline/imports/run-chunk.ts'
import { storeImport } from '../../../packages/server/src/pipeline/imports/store-import.ts'
import type { HistoryNode, HistoryWorld } from './history-world.ts'
import { lookAfter } from './look-after.ts'
import { type NewLead, randomCommand, type Subjects } from './random-command.ts'
import {
  domains,
  ownerIds,
  poolIds,
  randomAbsence,
  randomOwner,
  randomPolicyDocument,
  randomPool,
} from './random-workspace.ts'

const minuteMs = 60_000

/** Plays a history's turns: in each, commands, changes of roster and policy, imports and background work run at once. */
export async function playTurns(world: HistoryWorld): Promise<void> {
  const { random, nodes, clock } = world
  const turns = random.between(3, 7)
  const subjects = {
    personCount: random.pick([3, 12, 60]),
    newShare: random.pick([30, 55, 85]),
    hasPoison: random.chance(0.15),
  }
  for (let turn = 0; turn < turns; turn += 1) {
    const known = { leadIds: knownLeads(world), requests: keyedRequests(world) }
    const acts = Array.from({ length: random.pick([1, 3, 5, 8]) }, (_, index) =>
      sendSome(world, { turn, index }, { ...subjects, ...known }),
    )
    if (random.chance(0.25)) acts.push(changeSomething(world))
    if (random.chance(0.06)) acts.push(importSome(world, turn))
    if (random.chance(0.35)) acts.push(ignoring(lookAfter(world, random.below(nodes.length))))
    if (random.chance(0.1)) random.pick(nodes).desk.forget()
    await Promise.all(acts)
    if (random.chance(0.7)) clock.move(random.pick([1, 5, 20, 90, 480, 1500]) * minuteMs * random.next())
    // The server's clock is set back, or another server with a slower one takes over.
    if (random.chance(0.05)) clock.move(-random.between(1, 20) * 1000)
  }
}

function knownLeads({ sent }: HistoryWorld): readonly string[] {
  return [...new Set(sent.flatMap(({ told }) => (told.kind === 'done' ? [told.leadId] : [])))]
}

/** Those that were not refused: whoever took a key for something else does not insist. */
function keyedRequests({ sent }: HistoryWorld): readonly NewLead[] {
  return sent.flatMap(({ command, told }) =>
    command.kind === 'create' && command.lead.idempotencyKey !== null && told.kind !== 'failed' ? [command] : [],
  )
}

/** One command; a sender in doubt, or in a hurry, sends the same one again, to any node. */
async function sendSome(
  world: HistoryWorld,
  { turn, index }: { readonly turn: number; readonly index: number },
  subjects: Subjects,
): Promise<void> {
  const { random, nodes } = world
  const name = `c${turn}-${index}`
  const command = randomCommand(random, name, subjects)
  const node = random.below(nodes.length)
  const isTwice = command.kind === 'create' && command.lead.idempotencyKey !== null && random.chance(0.3)
  const again = random.below(nodes.length)
  if (random.chance(0.5)) await sleep(random.below(4))
  await Promise.all([
    world.send(node, command, { name, turn }),
    ...(isTwice ? [world.send(again, command, { name, turn })] : []),
  ])
}

async function changeSomething(world: HistoryWorld): Promise<void> {
  const { random, nodes, workspaceId } = world
  const { db } = random.pick(nodes)
  if (random.chance(0.35)) {
    const document = randomPolicyDocument(random)
    await ignoring(activatePolicy(db, { workspaceId, by: 'history', document, tables: {}, ifVersion: null }))
    return
  }
  const changes: readonly RosterChange[] = randomChanges(world)
  await ignoring(
    editRoster(db, {
      workspaceId,
      by: 'history',
      plan: (records) => changes.map((change) => keepOpening(records, change)),
    }),
  )
}

/** Open leads at the start are a figure of the past: whoever changes an owner leaves it. */
function keepOpening(records: RosterRecords, { kind, recordId, body }: RosterChange): RosterChange {
  if (kind !== 'owner' || body === null) return { kind, recordId, body }
  const { absences: _absences, open_leads: _open, ...rest } = body
  const before: Readonly<Record<string, unknown>> = JSON.parse(records.find(kind, recordId)?.body ?? '{}')
  return { kind, recordId, body: { ...rest, ...('open_leads' in before ? { open_leads: before['open_leads'] } : {}) } }
}

function randomChanges({ random }: HistoryWorld): readonly RosterChange[] {
  const owner = random.pick(ownerIds)
  const pool = random.pick(poolIds)
  switch (random.below(5)) {
    case 0:
      return [{ kind: 'owner', recordId: owner, body: randomOwner(random) }]
    case 1:
      return [{ kind: 'absence', recordId: `${owner}/0001`, body: { owner, ...randomAbsence(random) } }]
    case 2:
      return [{ kind: 'pool', recordId: pool, body: randomPool(random) }]
    case 3:
      return [{ kind: 'member', recordId: `${pool}/${owner}`, body: { pool, owner, weight: random.between(1, 3) } }]
    default:
      return [{ kind: 'member', recordId: `${pool}/${owner}`, body: null }]
  }
}

/** A small file, worked on by two nodes: the one that was late must not count. */
async function importSome(world: HistoryWorld, turn: number): Promise<void> {
  const { random, nodes, workspaceId, db } = world
  const rows = Array.from({ length: random.between(1, 4) }, (_, row) => {
    const email = random.chance(0.5) ? `import${turn}-${row}@${random.pick(domains)}` : `person${row}@${domains[row]}`
    return JSON.stringify({ email, country: 'DE', marker: `i${turn}-${row}` })
  })
  const source = Readable.from([rows.join('\n')])
  const of = { workspaceId, name: 'file', dryRun: false, externalIdColumn: null, names: new Map<string, string>() }
  await storeImport(db, { ...of, format: 'ndjson', source })
  await Promise.all([workOnImport(world, random.pick(nodes), 0), workOnImport(world, random.pick(nodes), 0)])
}

/** Claims rows for no time at all, so that anybody else may claim them meanwhile. */
async function workOnImport({ workspaceId }: HistoryWorld, { db, desk }: HistoryNode, seconds: number): Promise<void> {
  const work = async (): Promise<void> => {
    const chunk = await claimChunk(db, { workspaceId, node: 'history', seconds })
    if (chunk !== null) await runChunk({ db, desk, workspaceId }, chunk)
  }
  await ignoring(work())
}

/** What is refused or struck by a fault is as if it had not been asked, or had; the laws find out. */
async function ignoring(act: Promise<unknown>): Promise<void> {
  await act.catch(() => undefined)
}
