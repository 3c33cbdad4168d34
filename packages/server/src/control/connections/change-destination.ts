import { randomBytes } from 'node:crypto'
import { type PostDestination, RoutingError, type UpdateDestination } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import { outboundFailures } from '../../platform/outbound/outbound-error.ts'
import { changeWorkspace, type HeldDesk, type WorkspaceChange } from '../workspaces/read.ts'
import {
  type DestinationRow,
  failWaitingDeliveries,
  findDestination,
  findDestinations,
  storeDestination,
} from './queries.ts'
import { type DestinationConfig, readConfig, type SigningSecret, writeConfig } from './stored-destination.ts'

/** Who changes which workspace's destinations. */
export type ChangeBy = { readonly workspaceId: string; readonly by: string }

/** What a change came to; `secret` is a new one, told this once. */
export type DestinationChange = { readonly row: DestinationRow; readonly secret: string | null }

/** What the changes work with. */
export type ConnectionDoor = { readonly db: Database; readonly outbound: Pick<Outbound, 'objection' | 'allowsPlain'> }

type Action = 'created' | 'updated' | 'secret_rotated' | 'switched_on' | 'switched_off'

const DESTINATIONS_MAX = 50
const SECRET_BYTES = 32
const SECRETS_MAX = 2

/** Makes a destination that gets every event from the next batch on. Throws `destination_invalid` when its address may not be called. */
export async function createDestination(
  { db, outbound }: ConnectionDoor,
  ask: ChangeBy,
  wanted: PostDestination,
): Promise<DestinationChange> {
  const destinationId = newId()
  return changeWorkspace(db, ask, async (tx, desk) => {
    const others = await findDestinations(tx, ask.workspaceId)
    if (others.filter(({ isActive }) => isActive).length >= DESTINATIONS_MAX)
      throw invalid('body', `has ${DESTINATIONS_MAX} others beside it, which is the most`)
    const config = configOf(wanted, desk.nowMs)
    checkAddress(outbound, config)
    const to = { tx, desk, ask }
    return write(to, { destinationId, name: wanted.name, config, isActive: true }, { action: 'created', reason: null })
  })
}

/** Changes what is named and leaves the rest. Throws `destination_not_found`, or `destination_invalid` for a field of another kind of destination. */
export async function updateDestination(
  { db, outbound }: ConnectionDoor,
  ask: ChangeBy & { readonly destinationId: string },
  wanted: UpdateDestination,
): Promise<DestinationChange> {
  return changeWorkspace(db, ask, async (tx, desk) => {
    const { row, config: before } = await requireDestination(tx, ask)
    const { name = row.name, is_active: isActive = row.isActive, ...fields } = wanted
    const config = merge(before, fields)
    checkAddress(outbound, config)
    const action = isActive === row.isActive ? 'updated' : isActive ? 'switched_on' : 'switched_off'
    const changed = { destinationId: ask.destinationId, name, config, isActive }
    const written = await write({ tx, desk, ask }, changed, { action, reason: null })
    // Whoever claims deliveries holds the destination first, as this does by now.
    if (!isActive) await failWaitingDeliveries(tx, ask.workspaceId, ask.destinationId)
    return written
  })
}

/** Switches a destination off; what waits for it has failed and can be redriven. Its deliveries stay to be looked at. */
export async function switchOffDestination(
  db: Database,
  ask: ChangeBy & { readonly destinationId: string },
  reason: string | null,
): Promise<DestinationChange> {
  return changeWorkspace(db, ask, async (tx, desk) => {
    const { row, config } = await requireDestination(tx, ask)
    if (!row.isActive) return { kind: 'unchanged', result: { row, secret: null } }
    const { destinationId, name } = row
    const change = { action: 'switched_off', reason } as const
    const written = await write({ tx, desk, ask }, { destinationId, name, config, isActive: false }, change)
    await failWaitingDeliveries(tx, ask.workspaceId, destinationId)
    return written
  })
}

/** Gives a webhook a new secret; the one before stays valid beside it for a while. */
export async function rotateSecret(
  db: Database,
  ask: ChangeBy & { readonly destinationId: string },
  keepMs: number,
): Promise<DestinationChange> {
  return changeWorkspace(db, ask, async (tx, desk) => {
    const { row, config } = await requireDestination(tx, ask)
    if (config.kind !== 'webhook') throw invalid('path/destination_id', 'is no webhook and has no secret')
    const untilMs = desk.nowMs + keepMs
    const kept = config.secrets
      .map((secret) => ({ ...secret, until_ms: Math.min(secret.until_ms ?? untilMs, untilMs) }))
      .filter(({ until_ms: until }) => until > desk.nowMs)
    const secrets = [newSecret(desk.nowMs), ...kept].slice(0, SECRETS_MAX)
    const { destinationId, name, isActive } = row
    const changed = { destinationId, name, config: { ...config, secrets }, isActive }
    return write({ tx, desk, ask }, changed, { action: 'secret_rotated', reason: null })
  })
}

type Place = { readonly tx: Queryable; readonly desk: HeldDesk; readonly ask: ChangeBy }

type Written = Pick<DestinationRow, 'destinationId' | 'name' | 'isActive'> & { readonly config: DestinationConfig }

async function write(
  { tx, desk, ask }: Place,
  { destinationId, name, isActive, config }: Written,
  { action, reason }: { readonly action: Action; readonly reason: string | null },
): Promise<WorkspaceChange<DestinationChange>> {
  const { workspaceId } = ask
  const stored = { destinationId, kind: config.kind, name, isActive, config: writeConfig(config) }
  await storeDestination(tx, { workspaceId, nowMs: desk.nowMs, ...stored })
  const { row } = await requireDestination(tx, { workspaceId, destinationId })
  const isSecretNew = config.kind === 'webhook' && (action === 'created' || action === 'secret_rotated')
  return {
    kind: 'changed',
    result: { row, secret: isSecretNew ? (config.secrets[0]?.secret ?? null) : null },
    versions: { destinationsVersion: desk.destinationsVersion + 1 },
    event: { kind: 'destination.changed', body: { destination_id: destinationId, action, reason } },
    subject: { kind: 'destination', id: destinationId },
  }
}

async function requireDestination(
  tx: Queryable,
  { workspaceId, destinationId }: { readonly workspaceId: string; readonly destinationId: string },
): Promise<{ readonly row: DestinationRow; readonly config: DestinationConfig }> {
  const row = await findDestination(tx, workspaceId, destinationId)
  if (row === null) throw new RoutingError('destination_not_found')
  return { row, config: readConfig(row) }
}

function newSecret(nowMs: number): SigningSecret {
  return { secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, made_ms: nowMs, until_ms: null }
}

function configOf(wanted: PostDestination, nowMs: number): DestinationConfig {
  const { events, include_person } = wanted
  const shared = { events, include_person }
  switch (wanted.kind) {
    case 'webhook':
      return { ...shared, kind: wanted.kind, url: wanted.url, secrets: [newSecret(nowMs)] }
    case 'email':
      return { ...shared, kind: wanted.kind, smtp_url: wanted.smtp_url, from: wanted.from, to: wanted.to }
    case 'slack':
      return { ...shared, kind: wanted.kind, url: wanted.url }
  }
}

function merge(before: DestinationConfig, fields: Omit<UpdateDestination, 'name' | 'is_active'>): DestinationConfig {
  for (const field of Object.keys(fields)) {
    if (!Object.hasOwn(before, field))
      throw invalid(`body/${field}`, `is no field of a destination of kind ${before.kind}`)
  }
  const { events = before.events, include_person = before.include_person } = fields
  const shared = { events, include_person }
  if (before.kind !== 'email') return { ...before, ...shared, url: fields.url ?? before.url }
  const { smtp_url = before.smtp_url, from = before.from, to = before.to } = fields
  return { ...before, ...shared, smtp_url, from, to }
}

/** Addresses are checked again each time they are called: what a name means may change. */
function checkAddress(outbound: ConnectionDoor['outbound'], config: DestinationConfig): void {
  if (config.kind === 'email') {
    // A mail server has a name and password of its own, which the check of web addresses would refuse.
    const { hostname } = new URL(config.smtp_url)
    const code = outbound.objection(`https://${hostname === '' ? '0' : hostname}/`)
    if (code !== null) throw invalid('body/smtp_url', outboundFailures[code])
    return
  }
  const code = outbound.objection(config.url)
  if (code !== null) throw invalid('body/url', outboundFailures[code])
}

function invalid(where: string, what: string): RoutingError {
  return new RoutingError('destination_invalid', {}, { items: [{ where, what, mend: null }] })
}
