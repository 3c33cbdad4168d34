import { checkKeys } from './key-laws.ts'
import type { Left } from './left-behind.ts'
import { type Acknowledged, isAcknowledged, type SentCommand } from './sent-command.ts'

/** What is known of a history beside its database. */
export type Witness = {
  readonly sent: readonly SentCommand[]
  /** What was told to whoever listens, `*` or some kinds, from the first command on. */
  readonly listening: readonly ReadonlySet<string>[]
  /** All of it happened between these instants of the database's clock. */
  readonly fromMs: number
  readonly untilMs: number
}

/** Checks what senders were told, and what belongs together, against what is stored. Returns every breach as a sentence. */
export function checkClientLaws(witness: Witness, left: Left): readonly string[] {
  const { sent } = witness
  return [
    ...sent.filter(isAcknowledged).flatMap((told) => checkAcknowledged(told, left)),
    ...sent.flatMap((one) => checkEffect(one, left)),
    ...checkOrder(sent.filter(isAcknowledged)),
    ...sent.filter(isAcknowledged).flatMap((told) => checkIfMatch(told, left)),
    ...checkKeys(sent, left),
    ...checkEvents(witness, left),
    ...checkTimes(witness, left),
    ...checkImports(left),
  ]
}

/** I1: whatever was acknowledged is stored, at the version that was told, with the decision that was told. */
function checkAcknowledged({ name, command, told }: Acknowledged, left: Left): readonly string[] {
  const { leadId, version, decision } = told
  const found: string[] = []
  const lead = left.leads.get(leadId)
  const of = `${name} (${command.kind}, lead ${leadId})`
  if (lead === undefined) return [`I1: ${of} was acknowledged, and its lead is not stored`]
  if (lead.version < version) found.push(`I1: ${of} was told version ${version}; stored is ${lead.version}`)
  if (!left.batches.has(version)) found.push(`I1: ${of} was told version ${version}, which nobody made`)
  if (decision === null) return found
  const stored = left.decisions.find(({ decisionId }) => decisionId === decision.decisionId)
  const owner = decision.ownerId
  if (stored === undefined) found.push(`I1: ${of} was told decision ${decision.decisionId}, which is not stored`)
  else if (stored.ownerId !== owner || stored.leadId !== leadId || stored.version !== version) {
    found.push(`I3: ${of} was told ${owner} at ${version}; stored is ${stored.ownerId} at ${stored.version}`)
  }
  return found
}

/** I12 and I1: a command leaves its trace once when it was acknowledged, never when it was refused, at most once when nobody knows. */
function checkEffect(one: SentCommand, left: Left): readonly string[] {
  const traces = tracesOf(one, left)
  if (traces === null) return []
  const { name, command, told } = one
  const of = `${name} (${command.kind})`
  if (traces.length > 1) return [`I12: ${of} was carried out ${traces.length} times`]
  if (told.kind === 'failed' && traces.length > 0) return [`I12: ${of} was refused and was carried out`]
  if (told.kind !== 'done') return []
  // What is withdrawn or closed may stay as it is, for a reason that is told.
  const mayStay = command.kind === 'close' || command.kind === 'withdraw'
  const isDue = !(mayStay && told.stayed !== null) && (told.stayed !== 'closed' || command.kind === 'update')
  if (isDue && traces.length === 0) return [`I1: ${of} was acknowledged and left nothing`]
  const [trace] = traces
  if (trace === undefined || trace === told.version) return []
  return [`I1: ${of} was told version ${told.version} and was carried out at ${trace}`]
}

const eventOf: Readonly<Record<string, string>> = {
  touch: 'lead.touched',
  close: 'lead.closed',
  reject: 'lead.rejected',
  withdraw: 'lead.withdrawn',
}

/** The versions at which a command left its name; `null`: commands of its kind leave none. */
function tracesOf({ name, command }: SentCommand, left: Left): readonly number[] | null {
  const quoted = JSON.stringify(name)
  if (command.kind === 'update') {
    const own = left.submissions.filter(({ given }) => given.includes(`"marker":${quoted}`))
    return own.map(({ version }) => version)
  }
  const kind = eventOf[command.kind]
  if (kind === undefined) return null
  const own = left.events.filter((event) => event.kind === kind && event.body.includes(quoted))
  return own.map(({ version }) => version)
}

/** Whoever changed a lead as it stood at a version changed no newer one. */
function checkIfMatch({ name, command, told }: Acknowledged, left: Left): readonly string[] {
  const expected = 'ifVersion' in command ? command.ifVersion : null
  if (expected === null) return []
  const changes = [...left.submissions, ...left.decisions].filter(({ leadId }) => leadId === told.leadId)
  const newer = changes.find(({ version }) => version > expected && version < told.version)
  return newer === undefined
    ? []
    : [
        `I1: ${name} (${command.kind}) asked for version ${expected} and changed a lead that had moved on at ${newer.version}`,
      ]
}

/** Whoever was answered before another asked is not undone by it: versions of a lead never go back. */
function checkOrder(acknowledged: readonly Acknowledged[]): readonly string[] {
  const highest = new Map<string, { readonly turn: number; readonly version: number }[]>()
  const found: string[] = []
  for (const { name, turn, told } of acknowledged.toSorted((a, b) => a.turn - b.turn)) {
    const { leadId, version } = told
    const before = highest.get(leadId) ?? []
    const newest = before.filter((of) => of.turn < turn).map((of) => of.version)
    if (newest.some((of) => of > version))
      found.push(`I1: ${name} was told an older version of ${leadId} than others before`)
    highest.set(leadId, [...before, { turn, version }])
  }
  return found
}

const outcomeEvents = new Set(['lead.assigned', 'lead.reassigned', 'lead.held', 'lead.refused'])

/** I7: every decision is told once, in its own version, and every event waits once for whoever wants it. */
function checkEvents({ listening }: Witness, { events, decisions }: Left): readonly string[] {
  const found: string[] = []
  const told = new Map<string, number[]>()
  for (const { kind, body, version, position, deliveries } of events) {
    const wanted = listening.filter((kinds) => kinds.has('*') || kinds.has(kind)).length
    if (deliveries !== wanted)
      found.push(`I7: event ${version}.${position} ${kind} waits ${deliveries} times, not ${wanted}`)
    if (!outcomeEvents.has(kind)) continue
    const { decision_id: decisionId }: { readonly decision_id: string } = JSON.parse(body)
    told.set(decisionId, [...(told.get(decisionId) ?? []), version])
  }
  for (const { decisionId, version, reason } of decisions) {
    const versions = told.get(decisionId) ?? []
    const wanted = reason === 'kept' ? 0 : 1
    if (versions.length !== wanted) found.push(`I7: decision ${decisionId} was told ${versions.length} times`)
    if (versions.some((of) => of !== version)) found.push(`I7: decision ${decisionId} was told at another version`)
  }
  return found
}

/** All that a version wrote is of one instant of the database's clock, which never goes back, and no other clock's. */
function checkTimes({ fromMs, untilMs }: Witness, left: Left): readonly string[] {
  const { batches, events, decisions, places, leads } = left
  const found: string[] = []
  let last = 0
  for (const [version, at] of batches) {
    if (at < last) found.push(`order: version ${version} is of a time before the one before`)
    last = at
  }
  const rows: readonly { of: string; version: number; at: number | null }[] = [
    ...events.map(({ version, at, kind }) => ({ of: kind, version, at })),
    ...decisions.map(({ version, at }) => ({ of: 'decision', version, at })),
    ...places,
  ]
  for (const { of, version, at } of rows) {
    const made = batches.get(version)
    // A workspace is made at version 0 or 1 of what it decides by, before any batch.
    if (made === undefined) found.push(`order: a ${of} is of version ${version}, which nobody made`)
    else if (at !== null && Math.abs(at - made) > 1) found.push(`order: a ${of} of version ${version} has another time`)
  }
  for (const { leadId, receivedAt } of leads.values()) {
    if (receivedAt > untilMs || receivedAt < fromMs) {
      found.push(`order: lead ${leadId} came in at ${new Date(receivedAt).toISOString()}, by no clock of this history`)
    }
  }
  return found
}

/** Every row of a file is a lead once, or found its lead, and counts once. */
function checkImports({ imports }: Left): readonly string[] {
  return imports.flatMap(({ importId, state, rowCount, doneCount, leads }) =>
    state === 'done' && doneCount === rowCount && leads <= rowCount
      ? []
      : [`I1: import ${importId} is ${state} with ${doneCount} of ${rowCount} rows done and ${leads} leads`],
  )
}
