import type { Queryable } from '../../../platform/db/queryable.ts'
import { openText, sealText } from '../../../platform/secrets/sealed-text.ts'
import { readWorkspaceKeys } from '../../../platform/secrets/workspace-keys.ts'

/** A provider; `admission` is JSON. The secret is left out: it is asked for by itself. */
export type ProviderRow = {
  readonly workspaceId: string
  readonly providerId: string
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly hasSecret: boolean
  readonly admission: string
  readonly isEnabled: boolean
  readonly createdMs: number
}

const columns = `
    select identity_provider.workspace_id as "workspaceId", identity_provider.provider_id as "providerId",
           identity_provider.name, identity_provider.issuer, identity_provider.client_id as "clientId",
           identity_provider.client_secret is not null as "hasSecret", identity_provider.admission,
           identity_provider.is_enabled as "isEnabled", identity_provider.created_at as "createdMs"
      from identity_provider`

/** The providers of a workspace by name. */
export async function listProviders(db: Queryable, workspaceId: string): Promise<readonly ProviderRow[]> {
  return db.query<ProviderRow>(
    `${columns}
     where identity_provider.workspace_id = $1
     order by identity_provider.name`,
    [workspaceId],
  )
}

/** One provider of a workspace; `null`: there is none with this id. */
export async function findProvider(
  db: Queryable,
  workspaceId: string,
  providerId: string,
): Promise<ProviderRow | null> {
  const rows = await db.query<ProviderRow>(
    `${columns}
     where identity_provider.workspace_id = $1 and identity_provider.provider_id = $2`,
    [workspaceId, providerId],
  )
  return rows[0] ?? null
}

/** One provider that is switched on, of whatever workspace; `null`: there is none with this id. */
export async function findOpenProvider(db: Queryable, providerId: string): Promise<ProviderRow | null> {
  const rows = await db.query<ProviderRow>(
    `${columns}
     where identity_provider.provider_id = $1 and identity_provider.is_enabled`,
    [providerId],
  )
  return rows[0] ?? null
}

/** The secret by which we are known to a provider; `null`: there is none. */
export async function findClientSecret(
  db: Queryable,
  { workspaceId, providerId }: Pick<ProviderRow, 'workspaceId' | 'providerId'>,
): Promise<string | null> {
  const rows = await db.query<{ readonly sealed: string | null }>(
    `
    select identity_provider.client_secret as sealed
      from identity_provider
     where identity_provider.workspace_id = $1 and identity_provider.provider_id = $2`,
    [workspaceId, providerId],
  )
  const sealed = rows[0]?.sealed ?? null
  if (sealed === null) return null
  const { secrets } = await readWorkspaceKeys(db, workspaceId)
  return openText(secrets, placeOf(providerId), sealed)
}

/** What of a provider is stored beside its secret. */
export type StoredProvider = Omit<ProviderRow, 'hasSecret' | 'createdMs'>

/** Stores a provider, new or known, but for its secret. */
export async function storeProvider(tx: Queryable, provider: StoredProvider): Promise<void> {
  await tx.execute(
    `
    insert into identity_provider (workspace_id, provider_id, name, issuer, client_id, admission, is_enabled, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, now())
    on conflict (workspace_id, provider_id) do update
       set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id,
           admission = excluded.admission, is_enabled = excluded.is_enabled`,
    [
      provider.workspaceId,
      provider.providerId,
      provider.name,
      provider.issuer,
      provider.clientId,
      provider.admission,
      provider.isEnabled,
    ],
  )
}

/** Stores the secret of a provider, sealed. */
export async function storeClientSecret(
  tx: Queryable,
  { workspaceId, providerId }: Pick<ProviderRow, 'workspaceId' | 'providerId'>,
  secret: string | null,
): Promise<void> {
  const { secrets } = await readWorkspaceKeys(tx, workspaceId)
  const sealed = secret === null ? null : sealText(secrets, placeOf(providerId), secret)
  await tx.execute(
    `
    update identity_provider
       set client_secret = $3
     where identity_provider.workspace_id = $1 and identity_provider.provider_id = $2`,
    [workspaceId, providerId, sealed],
  )
}

/** Deletes a provider and the sign-ins under way by it; who its people are here stays known. */
export async function deleteProvider(tx: Queryable, workspaceId: string, providerId: string): Promise<void> {
  await tx.execute(
    `delete from identity_provider where identity_provider.workspace_id = $1 and identity_provider.provider_id = $2`,
    [workspaceId, providerId],
  )
}

function placeOf(providerId: string): string {
  return `identity_provider ${providerId} client_secret`
}

/** Somebody as a provider knows them. */
export type IdentityRow = { readonly workspaceId: string; readonly issuer: string; readonly subject: string }

/** Who somebody is here; `null`: nobody yet. */
export async function findUserOfIdentity(db: Queryable, of: IdentityRow): Promise<string | null> {
  const rows = await db.query<{ readonly userId: string }>(
    `
    select user_identity.user_id as "userId"
      from user_identity
     where user_identity.workspace_id = $1 and user_identity.issuer = $2 and user_identity.subject = $3`,
    [of.workspaceId, of.issuer, of.subject],
  )
  return rows[0]?.userId ?? null
}

/** Notes who somebody is here, for good. */
export async function insertIdentity(tx: Queryable, of: IdentityRow & { readonly userId: string }): Promise<void> {
  await tx.execute(
    `insert into user_identity (workspace_id, issuer, subject, user_id, linked_at) values ($1, $2, $3, $4, now())`,
    [of.workspaceId, of.issuer, of.subject, of.userId],
  )
}
