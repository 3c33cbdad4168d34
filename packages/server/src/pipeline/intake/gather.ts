import type { Queryable } from '../../platform/db/database.ts'
import { countsSegments } from '../decide/decide-lead.ts'
import { isPreparedBy } from '../decide/prepare-lead.ts'
import type { CreateAsk } from '../commands/create-lead.ts'
import { viewOf } from '../commit/write-lead.ts'
import type { Command, CommandResult } from '../desk/command.ts'
import { findCounted, findLeads } from '../desk/lead-queries.ts'
import type { DeskMemory } from '../desk/memory.ts'
import { type DueHold, findDueHolds, findLeadKeys, type KeyRow } from '../desk/queries.ts'
import { isShareable, type QueuedCommand } from '../desk/queued-command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { leadKeys, type LeadKey } from './lead-keys.ts'
import { prepare, type Preparation } from './prepare-command.ts'

type NewLead = Command & { readonly kind: 'create' }
type StoredCommand = Exclude<Command, { kind: 'create' }>

/** What is to be done for one command, now that it is known what is stored. */
export type Step =
  | { readonly kind: 'create'; readonly ask: CreateAsk }
  /** Somebody we know sent the form, or a system its lead, once more. */
  | {
      readonly kind: 'repeat'
      readonly lead: StoredLead
      readonly attributes: Readonly<Record<string, unknown>>
      readonly keys: readonly LeadKey[]
      readonly knownBy: LeadKey['kind']
      /** Nothing new was given: it changes no state and may share a batch. */
      readonly isPlain: boolean
      /** Taking it up was refused, or it cannot be read: it is only kept. */
      readonly isKeptOnly: boolean
    }
  | { readonly kind: 'stored'; readonly lead: StoredLead; readonly command: StoredCommand }
  | { readonly kind: 'answered'; readonly result: CommandResult }
  /** It concerns a lead that this batch changes already, or has to be alone: it comes next. */
  | { readonly kind: 'later' }

/** Everything a batch needs of what is stored. */
export type Gathered = {
  readonly leads: ReadonlyMap<string, StoredLead>
  /** Held leads to try, in their order. */
  readonly due: readonly string[]
  /** There may be more of them. */
  readonly hasMoreDue: boolean
  /** In step with the commands. */
  readonly steps: readonly Step[]
  /** Leads that the batch makes or changes, and keys of those it makes. */
  readonly taken: ReadonlySet<string>
  readonly takenKeys: ReadonlySet<string>
}

/** Whose rows to look up. */
export type LookUpAsk = {
  readonly workspaceId: string
  readonly commands: readonly QueuedCommand[]
  /** Held leads that are due, so many at most. */
  readonly dueMax: number
}

/** What is stored under the keys and ids of commands, and what is due. */
export type LookedUp = {
  readonly due: readonly DueHold[]
  readonly known: readonly KeyRow[]
  readonly stored: readonly StoredLead[]
}

/** Looks up what commands name. None of it waits for anything else, so that it is one way to the database. */
export async function lookUp(tx: Queryable, { workspaceId, commands, dueMax }: LookUpAsk): Promise<LookedUp> {
  const asked = commands.flatMap(({ keys }) => keys)
  const [due, known, stored] = await Promise.all([
    dueMax === 0 ? [] : findDueHolds(tx, { workspaceId, limit: dueMax }),
    findLeadKeys(tx, { workspaceId, keyKinds: asked.map(({ kind }) => kind), keys: asked.map(({ key }) => key) }),
    findLeads(tx, workspaceId, commands.flatMap(namedLead)),
  ])
  return { due, known, stored }
}

/** What to gather for. */
export type GatherAsk = LookUpAsk & {
  readonly memory: DeskMemory
  /** The desk's instant: held leads that are due by then are tried. */
  readonly nowMs: number
  /** What was looked up by the commands as they came; `null`: nothing was. */
  readonly lookedUp: LookedUp | null
  /** The batch under the same lock that is not written yet; `null`: there is none. What is its is left to later. */
  readonly before: Pick<Gathered, 'taken' | 'takenKeys'> | null
}

/** Reads what a batch needs, and tells new leads from known ones by idempotency key, outside id and mailbox. */
export async function gather(tx: Queryable, ask: GatherAsk): Promise<Gathered> {
  const { workspaceId, commands, nowMs } = ask
  const ready = commands.map((queued) => readied(ask, queued))
  // What is read anew by another policy may have other keys.
  const isAsAsked = ready.every((queued, index) => queued === commands[index])
  const lookedUp = isAsAsked && ask.lookedUp !== null ? ask.lookedUp : await lookUp(tx, { ...ask, commands: ready })
  const { known, stored } = lookedUp
  const due = lookedUp.due.filter(({ retryMs }) => retryMs <= nowMs).map(({ leadId }) => leadId)
  const further = new Set([...due, ...known.map(({ leadId }) => leadId)]).difference(
    new Set(commands.flatMap(namedLead)),
  )
  const read = [...stored, ...(await findLeads(tx, workspaceId, [...further]))]
  const found = countsSegments(ask.memory.roster) ? await withCounted(tx, workspaceId, read) : read
  const leads = new Map(found.map((lead) => [lead.leadId, lead]))
  const keyRows = new Map(known.map((row) => [`${row.kind} ${row.key}`, row]))
  const taken = new Set([...due, ...(ask.before?.taken ?? [])])
  const takenKeys = new Set(ask.before?.takenKeys)
  const steps: Step[] = []
  for (const queued of ready) {
    const isFirst = steps.length === 0 && due.length === 0
    const isAlone = steps.some(isUnshareable)
    steps.push(isAlone ? { kind: 'later' } : nextStep({ queued, leads, keyRows, taken, takenKeys, isFirst }))
  }
  return { leads, due, hasMoreDue: ask.dueMax > 0 && lookedUp.due.length === ask.dueMax, steps, taken, takenKeys }
}

/** The leads with what those who own them were counted by, so that it is uncounted by the same when they own them no more. */
async function withCounted(
  tx: Queryable,
  workspaceId: string,
  leads: readonly StoredLead[],
): Promise<readonly StoredLead[]> {
  const open = leads.flatMap(({ assignments }) => assignments.filter(({ toMs }) => toMs === null))
  const rows = await findCounted(tx, workspaceId, [...new Set(open.map(({ decisionId }) => decisionId))])
  const counted = new Map(
    rows.flatMap(({ decisionId, values, derived }) =>
      derived === null ? [] : [[decisionId, { ...derived, ...values }] as const],
    ),
  )
  return leads.map((lead) => ({
    ...lead,
    assignments: lead.assignments.map((assignment) => {
      const values = assignment.toMs === null ? counted.get(assignment.decisionId) : undefined
      return values === undefined ? assignment : { ...assignment, values }
    }),
  }))
}

/** The lead that a command names. The row of an import may have been stored before, by a node that did not live to say so. */
function namedLead({ command }: QueuedCommand): readonly string[] {
  if (command.kind !== 'create') return [command.leadId]
  return command.lead.importId === null ? [] : [command.lead.leadId]
}

function isUnshareable(step: Step): boolean {
  return (step.kind === 'stored' && !isShareable(step.command)) || (step.kind === 'repeat' && !step.isPlain)
}

/** A new lead that was read by another policy or other accounts than the desk's is read again. */
function readied({ memory }: GatherAsk, queued: QueuedCommand): QueuedCommand {
  const { command, preparation } = queued
  if (command.kind !== 'create') return queued
  if (preparation?.kind === 'failed') return queued
  if (preparation !== null && isPreparedBy(preparation.prepared, memory)) return queued
  const { leadId: id, priority, attributes } = command.lead
  const again = prepare(memory, { id, priority, attributes })
  return { ...queued, preparation: again, keys: leadKeys(memory.keys, command.lead, again) }
}

type StepAsk = {
  readonly queued: QueuedCommand
  readonly leads: ReadonlyMap<string, StoredLead>
  readonly keyRows: ReadonlyMap<string, KeyRow>
  /** Leads that this batch changes; each at most once. */
  readonly taken: Set<string>
  /** Keys of leads that this batch creates. */
  readonly takenKeys: Set<string>
  readonly isFirst: boolean
}

function nextStep(ask: StepAsk): Step {
  const { command } = ask.queued
  return command.kind === 'create' ? createStep(ask, command) : storedStep(ask, command)
}

function createStep(ask: StepAsk, { lead }: NewLead): Step {
  const { queued, leads, keyRows, taken, takenKeys } = ask
  const { keys } = queued
  const stored = leads.get(lead.leadId)
  if (stored !== undefined) return { kind: 'answered', result: repeated(stored) }
  if (taken.has(lead.leadId)) return { kind: 'later' }
  if (keys.some(({ kind, key }) => takenKeys.has(`${kind} ${key}`))) return { kind: 'later' }
  for (const key of keys) {
    const row = keyRows.get(`${key.kind} ${key.key}`)
    const known = row === undefined ? undefined : leads.get(row.leadId)
    if (row === undefined || known === undefined) continue
    if (key.kind === 'idempotency') return { kind: 'answered', result: repeatedRequest(key, row, known) }
    if (key.kind === 'mailbox' && isOver(known)) continue
    const isKeptOnly = queued.preparation?.kind === 'failed'
    const isPlain = isKeptOnly || hasAll(known.given, lead.attributes)
    if (taken.has(known.leadId) || (!isPlain && !ask.isFirst)) return { kind: 'later' }
    taken.add(known.leadId)
    return {
      kind: 'repeat',
      lead: known,
      attributes: lead.attributes,
      knownBy: key.kind,
      isPlain,
      isKeptOnly,
      keys: keys.filter((other) => !keyRows.has(`${other.kind} ${other.key}`)),
    }
  }
  for (const { kind, key } of keys) takenKeys.add(`${kind} ${key}`)
  taken.add(lead.leadId)
  const preparation: Preparation = queued.preparation ?? { kind: 'failed', error: 'not prepared' }
  return { kind: 'create', ask: { lead, preparation, keys, waitedMs: performance.now() - queued.queuedAtMs } }
}

/** Whether everything that came in is there already as it came in. */
function hasAll(given: StoredLead['given'], attributes: Readonly<Record<string, unknown>>): boolean {
  if (given === null) return false
  return Object.entries(attributes).every(([name, value]) => JSON.stringify(given[name]) === JSON.stringify(value))
}

/** A person whose earlier lead has come to its end is a new lead. */
function isOver({ state }: StoredLead): boolean {
  return state !== 'assigned' && state !== 'held' && state !== 'parked'
}

function repeatedRequest(key: LeadKey, row: KeyRow, lead: StoredLead): CommandResult {
  if (key.fingerprint !== row.fingerprint) {
    return { kind: 'failed', code: 'idempotency_key_reused', details: { lead: lead.leadId } }
  }
  return repeated(lead)
}

function repeated(lead: StoredLead): CommandResult {
  return { kind: 'done', lead: viewOf(lead), decision: null, isNew: false, stayed: 'repeated' }
}

function storedStep({ leads, taken, isFirst }: StepAsk, command: StoredCommand): Step {
  const { leadId } = command
  const lead = leads.get(leadId)
  // One that the batch before is about to make will be there by then.
  if (taken.has(leadId)) return { kind: 'later' }
  // A lead that is not the caller's is as one that is not there.
  if (lead === undefined || !isWithin(command, lead)) {
    return { kind: 'answered', result: { kind: 'failed', code: 'lead_not_found', details: { lead: leadId } } }
  }
  if (!isShareable(command) && !isFirst) return { kind: 'later' }
  const expected = 'ifVersion' in command ? command.ifVersion : null
  if (expected !== null && expected !== lead.version) {
    const details = { lead: leadId, current: lead.version, given: expected }
    return { kind: 'answered', result: { kind: 'failed', code: 'version_conflict', details } }
  }
  taken.add(leadId)
  return { kind: 'stored', lead, command }
}

/** Whether a command may change this lead, which belongs to whoever has it in whatever role. */
function isWithin(command: StoredCommand, { ownerId, assignments }: StoredLead): boolean {
  const within = 'within' in command ? command.within : undefined
  if (within === undefined) return true
  const holders = assignments.flatMap((held) => (held.toMs === null ? [held.ownerId] : []))
  return [ownerId, ...holders].some((holder) => holder !== null && within.includes(holder))
}
