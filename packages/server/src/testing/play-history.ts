import type { Command } from '../pipeline/desk/command.ts'
import type { Desk } from '../pipeline/desk/desk.ts'
import { runDueClocks } from '../pipeline/clocks/run-due-clocks.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from './open-test-workspace.ts'

/** Targets of the clocks below, in milliseconds. */
export const FOLLOW_UP_MS = 2 * 3_600_000

const policy = `
policy: history
fields:
  email:     { type: email }
  country:   { type: country }
  employees: { type: integer, min: 0 }
  source:    { type: string }
  channel:   { type: string }
  segment:   { type: string }
derive:
  size:
    - { when: employees >= 1000, value: big }
    - { value: tiny }
constraints:
  - id: no-france
    when: country == "FR"
    refuse: no_france
routes:
  - id: german
    when: country == "DE"
    to: [pool: dach]
  - id: large
    when: employees >= 1000
    to: [pool: large]
fallback:
  unmatched: [pool: desk]
  incomplete: [hold: triage]
reassign:
  - on: { changed: [country] }
    until: touched
clocks:
  assignment:
    - { target: PT1H, hours: wall }
  first_touch:
    - { target: PT2H, hours: wall }
`

/** Weights by pool and owner: everybody is always there, so that exact shares can be told by hand. */
export const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  dach: { ada: 2, ben: 1, cy: 1 },
  large: { ada: 1, dee: 1 },
  desk: { ben: 1, eve: 3 },
}

const owners = ['ada', 'ben', 'cy', 'dee', 'eve']

const roster = {
  roster: 'history',
  owners: owners.map((id) => ({ id })),
  pools: Object.entries(weights).map(([id, members]) => ({
    id,
    members: Object.entries(members).map(([owner, weight]) => ({ owner, weight })),
  })),
}

/** A number from 0 to below 1, always the same ones of a seed. */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A workspace with a past, and the attributes of its leads as they came to be. */
export type History = {
  readonly workspace: TestWorkspace
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Those with which they came in. */
  readonly given: ReadonlyMap<string, Readonly<Record<string, unknown>>>
}

/** Lets leads come and people work at a real desk, spreads that over ten days until now, and lets its clocks run out; then people work on. */
export async function playHistory(seed: number, steps: number): Promise<History> {
  const workspace = await openTestWorkspace({ policy, roster })
  const dice = diceOf(seed)
  const attributes = new Map<string, Record<string, unknown>>()
  const given = new Map<string, Record<string, unknown>>()
  const before = workspace.openDesk('before')
  for (let step = 0; step < steps; step += 1) await play(before, { dice, attributes, given, isLate: false })
  await before.close()
  await spread(workspace, 10 * 24 * 3_600_000)
  const after = workspace.openDesk('after')
  for (let hasMore = true; hasMore;) hasMore = (await after.run(runDueClocks(500))).hasMore
  for (let step = 0; step < steps / 4; step += 1) await play(after, { dice, attributes, given, isLate: true })
  return { workspace, attributes, given }
}

type Play = {
  readonly dice: () => number
  readonly attributes: Map<string, Record<string, unknown>>
  readonly given: Map<string, Record<string, unknown>>
  readonly isLate: boolean
}

async function play(desk: Desk, { dice, attributes, given, isLate }: Play): Promise<void> {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(dice() * items.length)]
    if (item === undefined) throw new Error('There is nothing to pick from.')
    return item
  }
  const maybe = <Item>(item: Item): Item | undefined => (dice() < 0.2 ? undefined : item)
  if (!isLate && (attributes.size < 5 || dice() < 0.45)) {
    const wanted = {
      country: maybe(pick(['DE', 'DE', 'AT', 'FR', 'US'])),
      employees: maybe(pick([10, 5000])),
      source: maybe(pick(['web', 'fair'])),
      channel: maybe(pick(['form', '=phone'])),
      segment: pick(['small', 'large']),
    }
    const known = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
    const command = newLead(known)
    attributes.set(command.lead.leadId, known)
    given.set(command.lead.leadId, known)
    await desk.submit(command)
    return
  }
  const leadId = pick([...attributes.keys()])
  const country = pick(['DE', 'AT', 'US'])
  const by = 'key:test'
  const commands: readonly Command[] = [
    { kind: 'touch', leadId, channel: 'phone', by },
    { kind: 'touch', leadId, channel: 'phone', by },
    { kind: 'close', leadId, as: pick(['converted', 'disqualified'] as const), reason: null, by },
    { kind: 'reject', leadId, reason: pick(['spam', 'student']), reassign: dice() < 0.5, by },
    { kind: 'assign', leadId, ownerId: pick(owners), reason: 'asked for', ifVersion: null, by },
    { kind: 'update', leadId, attributes: { country }, ifVersion: null, by },
  ]
  const command = pick(commands)
  const result = await desk.submit(command)
  if (command.kind === 'update' && result.kind === 'done')
    attributes.set(leadId, { ...attributes.get(leadId), country })
}

/** Stretches what happened within moments over a longer time that ended two minutes ago; everything keeps its order. */
async function spread({ db, workspaceId }: TestWorkspace, lengthMs: number): Promise<void> {
  const [span] = await db.query<{ firstMs: number; lastMs: number; endMs: number }>(
    `select min(desk_batch.at) as "firstMs", max(desk_batch.at) as "lastMs", clock_timestamp() - interval '2 minutes' as "endMs"
       from desk_batch where desk_batch.workspace_id = $1`,
    [workspaceId],
  )
  if (span === undefined) throw new Error('Nothing has happened.')
  const factor = lengthMs / (span.lastMs - span.firstMs)
  const values = [workspaceId, span.lastMs, span.endMs, factor]
  const moved = (column: string): string =>
    `${column} = to_timestamp($3::float8 / 1000) - (to_timestamp($2::float8 / 1000) - ${column}) * $4::float8`
  const columns: Readonly<Record<string, readonly string[]>> = {
    lead: ['received_at', 'assigned_at', 'touched_at', 'closed_at'],
    assignment: ['from_at', 'to_at'],
    clock: ['started_at', 'ended_at'],
    decision: ['at'],
    event: ['at'],
    ledger: ['at'],
    desk_batch: ['at'],
    desk: ['at'],
    hold: ['since', 'held_at'],
  }
  for (const [table, names] of Object.entries(columns)) {
    await db.execute(`update ${table} set ${names.map(moved).join(', ')} where workspace_id = $1`, values)
  }
  // What ended within moments may have ended late by now.
  await db.execute(
    `update clock set raw_ms = raw_ms * $2::float8, working_ms = working_ms * $2::float8,
            due_at = started_at + target_seconds * interval '1 second', warned_at = started_at,
            next_at = case when ended_at is null then started_at + target_seconds * interval '1 second' end
      where workspace_id = $1`,
    [workspaceId, factor],
  )
  await db.execute(
    `update clock set breached_at = due_at, end_reason = case when end_reason = 'met' then 'late' else end_reason end
      where workspace_id = $1 and ended_at >= due_at`,
    [workspaceId],
  )
}
