import type { Queryable } from '../../platform/db/queryable.ts'
import { findActiveDestinations, findDestination } from './queries.ts'
import { type DestinationConfig, readConfig } from './stored-destination.ts'

export { storeDestination } from './queries.ts'
export type { DestinationConfig, SigningSecret } from './stored-destination.ts'

/** Where events go, as far as the desk needs to know. */
export type Subscription = {
  readonly destinationId: string
  /** Event kinds; `*` is all. */
  readonly kinds: ReadonlySet<string>
}

/** The destinations that get events now. */
export async function readSubscriptions(db: Queryable, workspaceId: string): Promise<readonly Subscription[]> {
  const rows = await findActiveDestinations(db, workspaceId)
  return rows.map(({ destinationId, config }) => {
    const { events }: { readonly events?: readonly string[] } = JSON.parse(config)
    return { destinationId, kinds: new Set(events ?? ['*']) }
  })
}

/** A destination with all that is needed to deliver to it, secrets included. */
export type ReadyDestination = {
  readonly destinationId: string
  readonly name: string
  readonly isActive: boolean
  readonly config: DestinationConfig
}

/** One destination, also one that is switched off; `null`: the workspace has none with this id. */
export async function readDestination(
  db: Queryable,
  workspaceId: string,
  destinationId: string,
): Promise<ReadyDestination | null> {
  const row = await findDestination(db, workspaceId, destinationId)
  if (row === null) return null
  const { name, isActive } = row
  return { destinationId, name, isActive, config: readConfig(row) }
}

/** By which mail server messages of Rightful itself go, and from which address: those of the first e-mail destination that is switched on. */
export async function readMailSender(
  db: Queryable,
  workspaceId: string,
): Promise<{ readonly smtpUrl: string; readonly from: string } | null> {
  for (const row of await findActiveDestinations(db, workspaceId)) {
    if (row.kind !== 'email') continue
    const config = readConfig(row)
    if (config.kind === 'email') return { smtpUrl: config.smtp_url, from: config.from }
  }
  return null
}
