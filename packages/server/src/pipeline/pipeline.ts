import { RoutingError } from '@rightful/contract'
import { isStillWaking } from './commit/wake-holds.ts'
import { writeBatch } from './commit/write-batch.ts'
import { parkLead, writeLead } from './commit/write-lead.ts'
import { assignByHand } from './commands/assign-by-hand.ts'
import { closeLead, withdrawLead } from './commands/close-lead.ts'
import { createLead, writeKeys } from './commands/create-lead.ts'
import { reassignLead } from './commands/reassign-lead.ts'
import { rejectLead } from './commands/reject-lead.ts'
import { retryLead } from './commands/retry-lead.ts'
import { touchLead } from './commands/touch-lead.ts'
import { keepRepeat, updateLead } from './commands/update-lead.ts'
import type { Queryable } from '../platform/db/database.ts'
import { newId } from '../platform/ids/new-id.ts'
import { type Batch, openBatch } from './desk/batch.ts'
import type { Command, CommandResult } from './desk/command.ts'
import { catchUp, type DeskMemory } from './desk/memory.ts'
import { lockDesk } from '../control/workspaces/read.ts'
import type { StoredLead } from './desk/stored-lead.ts'
import type { QueuedCommand } from './desk/queued-command.ts'
import { gather, type Gathered, lookUp } from './intake/gather.ts'

/** Which held leads a batch tries before anything else: so many that are due; `parkFor` says why they are parked without being tried. */
export type DueAsk = { readonly max: number; readonly parkFor: string | null }

/** What every batch does for held leads, unless one of them was refused by the database. */
export const DUE_IN_TURN: DueAsk = { max: 100, parkFor: null }

/** Of commands that are taken apart: what is refused then is their own. */
export const DUE_LATER: DueAsk = { max: 0, parkFor: null }

/** What a batch did. The memory holds only if the transaction is committed. */
export type BatchOutcome = {
  readonly memory: DeskMemory
  /** In step with the commands; `null`: not carried out yet, because it has to come after one of this batch. */
  readonly results: readonly (CommandResult | null)[]
  /** Held leads were due that this batch did not get to. */
  readonly hasMoreDue: boolean
}

/** What a batch is carried out with. */
export type BatchAsk = {
  readonly workspaceId: string
  readonly commands: readonly QueuedCommand[]
  readonly memory: DeskMemory | null
  readonly due: DueAsk
  readonly name: { readonly batchId: string; readonly node: string }
  /**
   * Asked when nothing but new leads came: commands for one more batch under the same lock, which is decided while the one before
   * it is written. None ends it. Their results follow those of `commands`.
   */
  readonly more?: () => readonly QueuedCommand[]
}

/**
 * The way of every lead, in this order, in one transaction: take the desk; know what the desk knows; match with what is stored;
 * held leads that are due go first; then plan and choose each command in turn; then commit all of it. Throws what the database throws; then nothing was done.
 */
export async function runBatch(tx: Queryable, ask: BatchAsk): Promise<BatchOutcome> {
  const { workspaceId } = ask
  const dueMax = ask.due.max
  let { commands, name } = ask
  // What the commands name is looked up right behind the lock, without waiting for its answer: one way to the database.
  const [desk, lookedUp] = await Promise.all([
    lockDesk(tx, workspaceId),
    ask.memory === null ? null : lookUp(tx, { workspaceId, commands, dueMax }),
  ])
  if (desk === null) return unknownWorkspace(ask)
  let memory = await catchUp(ask.memory, { db: tx, workspaceId, desk })
  const at = { workspaceId, nowMs: desk.nowMs }
  let gathered = await gather(tx, { ...at, memory, commands, dueMax, lookedUp, before: null })
  const { due, hasMoreDue } = gathered
  if (due.length === 0 && commands.length === 0 && desk.waking === '') return { memory, results: [], hasMoreDue }
  const results: (CommandResult | null)[] = []
  for (;;) {
    const batch = openBatch(workspaceId, { ...desk, version: memory.version }, memory)
    for (const leadId of gathered.due) retryStored(batch, gathered.leads.get(leadId), ask.due)
    // A new lead never overtakes an older one that waits: while more of those are due, new ones stay in the queue.
    const isHeldUp = hasMoreDue || (dueMax > 0 && isStillWaking(batch))
    for (let index = 0; index < commands.length; index += 1) {
      results.push(isHeldUp ? null : carryOut(batch, gathered, index))
    }
    memory = { ...memory, version: batch.version }
    commands = isOnlyNew(gathered) && !isHeldUp ? (ask.more?.() ?? []) : []
    // What comes next is looked up before this is written, so that it can be decided meanwhile.
    const next = { ...at, memory, commands, dueMax: 0, lookedUp: null, before: gathered }
    const gathering = commands.length === 0 ? null : gather(tx, next)
    const wakesOn = dueMax > 0 && !hasMoreDue
    await Promise.all([writeBatch(tx, batch, { ...name, wakesOn }), gathering])
    if (gathering === null) return { memory, results, hasMoreDue: isHeldUp || batch.freed.size > 0 }
    gathered = await gathering
    name = { ...name, batchId: newId() }
  }
}

/** Whether a batch came to nothing but new leads, which free nobody, and left nothing to later, which would be overtaken. */
function isOnlyNew({ due, steps }: Gathered): boolean {
  return due.length === 0 && steps.every(({ kind }) => kind === 'create' || kind === 'answered')
}

function retryStored(batch: Batch, lead: StoredLead | undefined, { parkFor }: DueAsk): void {
  if (lead === undefined) return
  if (parkFor === null) retryLead(batch, lead)
  else writeLead(batch, parkLead(batch, lead, parkFor))
}

function carryOut(batch: Batch, gathered: Gathered, index: number): CommandResult | null {
  const step = gathered.steps[index]
  if (step === undefined) throw new Error('Every command has a step.')
  switch (step.kind) {
    case 'later':
      return null
    case 'answered':
      return step.result
    case 'create':
      return createLead(batch, step.ask)
    case 'repeat':
      writeKeys(batch, step.lead.leadId, step.keys)
      if (step.isKeptOnly) return keepRepeat(batch, step.lead, { attributes: step.attributes, by: step.knownBy })
      return updateLead(batch, step.lead, { attributes: step.attributes, kind: 'repeat', by: step.knownBy })
    case 'stored':
      return changeLead(batch, step.lead, step.command)
  }
}

/** What a command does to a lead that is stored. */
function changeLead(batch: Batch, lead: StoredLead, command: Exclude<Command, { kind: 'create' }>): CommandResult {
  switch (command.kind) {
    case 'update':
      return updateLead(batch, lead, { attributes: command.attributes, kind: 'update', by: command.by })
    case 'touch':
      return touchLead(batch, lead, command)
    case 'close':
      return closeLead(batch, lead, command)
    case 'withdraw':
      return withdrawLead(batch, lead, command)
    case 'reject':
      return rejectLead(batch, lead, command)
    case 'claim':
      return lead.hold === null
        ? { kind: 'failed', code: 'not_waiting', details: { lead: lead.leadId } }
        : assignByHand(batch, lead, { ownerId: command.ownerId, reason: 'claimed', cause: 'claimed' })
    case 'assign':
      return assignByHand(batch, lead, { ownerId: command.ownerId, reason: command.reason, cause: 'by_hand' })
    case 'retry':
      return retryLead(batch, lead)
    case 'reassign':
      return reassignLead(batch, lead, command)
  }
}

/** It was moved to another server, or never lay on this one. */
function unknownWorkspace({ workspaceId }: BatchAsk): never {
  throw new RoutingError('service_unavailable', {}, { cause: new Error(`Workspace ${workspaceId} has no desk here.`) })
}
