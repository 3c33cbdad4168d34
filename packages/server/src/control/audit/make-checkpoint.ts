import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AuditCheckpoint } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import { canonicalJson } from './canonical-json.ts'
import { findUncheckedEnd, findUnpublished, insertCheckpoint, notePublished } from './checkpoint-queries.ts'
import { signCheckpoint, type SigningKey } from './signed-checkpoint.ts'

/** Where checkpoints go: out of reach of whoever can change the database, best of all. */
export type CheckpointPlaces = {
  /** A file to which each is appended as a line. */
  readonly file: string | null
  /** An address to which each is posted. */
  readonly url: string | null
}

/** What checkpoints are made and published with. */
export type CheckpointPorts = {
  readonly db: Database
  readonly outbound: Outbound
  readonly key: SigningKey
  readonly places: CheckpointPlaces
  /** Called in each transaction: throws when another node does this by now. */
  readonly fence: (tx: Queryable) => Promise<void>
}

const PUBLISHED_A_TURN = 100

/** Signs where the chain of a workspace ends now, unless that is signed already. */
export function makeCheckpoint({ db, key, fence }: CheckpointPorts, workspaceId: string): Promise<void> {
  return db.transaction(async (tx) => {
    await fence(tx)
    const end = await findUncheckedEnd(tx, workspaceId)
    if (end === null) return
    const made = signCheckpoint({ workspace_id: workspaceId, key_id: key.keyId, ...end }, key)
    await insertCheckpoint(tx, made, key.publicPem)
  })
}

/**
 * Publishes the checkpoints that are not yet. One that was published and not noted, because the node was killed in between, is
 * published again. Throws where the address does not take one; then the rest waits.
 */
export async function publishCheckpoints(ports: CheckpointPorts, workspaceId: string): Promise<void> {
  const { db, fence } = ports
  for (const checkpoint of await findUnpublished(db, workspaceId, PUBLISHED_A_TURN)) {
    await publish(ports, checkpoint)
    await db.transaction(async (tx) => {
      await fence(tx)
      await notePublished(tx, workspaceId, checkpoint.seq)
    })
  }
}

async function publish(
  { outbound, places: { file, url } }: CheckpointPorts,
  checkpoint: AuditCheckpoint,
): Promise<void> {
  const line = canonicalJson({ kind: 'checkpoint', ...checkpoint })
  if (url !== null) {
    const headers = { 'content-type': 'application/json', 'user-agent': 'Rightful' }
    const reply = await outbound.post({ url, headers, body: line })
    const isTaken = reply.kind === 'answered' && reply.status >= 200 && reply.status < 300
    if (!isTaken) {
      const said = reply.kind === 'answered' ? String(reply.status) : reply.code
      throw new Error(`The address for checkpoints of the audit log did not take one: ${said}.`)
    }
  }
  if (file !== null) {
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, `${line}\n`, { flush: true })
  }
}
