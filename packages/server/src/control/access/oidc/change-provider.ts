import { IDENTITY_PROVIDERS_MAX, type putIdentityProviderRequest, RoutingError } from '@rightful/contract'
import type { z } from 'zod'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { newId } from '../../../platform/ids/new-id.ts'
import { recordAudit } from '../../audit/read.ts'
import type { Doer } from '../users/invite-user.ts'
import { lockUsers } from '../users/queries.ts'
import { requireNoMoreThanRoles } from '../users/require-no-more.ts'
import { admissionOf, admissionText } from './provider-settings.ts'
import {
  deleteProvider,
  findProvider,
  listProviders,
  type ProviderRow,
  storeClientSecret,
  storeProvider,
} from './queries.ts'

/** A provider to be stored. */
export type ProviderSettings = z.output<typeof putIdentityProviderRequest>

/**
 * Makes a provider, or sets one anew where `providerId` names it. Throws `identity_provider_not_found`, `already_exists`, and
 * `forbidden` where it would give roles that are more than the giver has.
 */
export async function setProvider(
  tx: Queryable,
  { workspaceId, by, giver }: Doer,
  { providerId: known, settings }: { readonly providerId: string | null; readonly settings: ProviderSettings },
): Promise<ProviderRow> {
  requireNoMoreThanRoles(giver, [...settings.default_roles, ...settings.group_mapping.flatMap(({ roles }) => roles)])
  await lockUsers(tx, workspaceId)
  if (known !== null) await requireProvider(tx, workspaceId, known)
  await requireRoom(tx, workspaceId, { known, name: settings.name })
  const providerId = known ?? newId()
  const { name, issuer, client_id: clientId, client_secret: secret, is_enabled: isEnabled } = settings
  const admission = admissionText(settings)
  await storeProvider(tx, { workspaceId, providerId, name, issuer, clientId, admission, isEnabled })
  if (secret !== undefined) await storeClientSecret(tx, { workspaceId, providerId }, secret)
  const row = await requireProvider(tx, workspaceId, providerId)
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: known === null ? 'identity_provider.added' : 'identity_provider.changed',
    subject: { kind: 'identity_provider', id: providerId },
    details: {
      ...admissionOf(row),
      name,
      issuer,
      client_id: clientId,
      is_enabled: isEnabled,
      secret_set: secret !== undefined,
    },
  })
  return row
}

/** Deletes a provider: nobody comes in by it any more. Throws `identity_provider_not_found`. */
export async function removeProvider(
  tx: Queryable,
  { workspaceId, by }: Pick<Doer, 'workspaceId' | 'by'>,
  providerId: string,
): Promise<ProviderRow> {
  await lockUsers(tx, workspaceId)
  const row = await requireProvider(tx, workspaceId, providerId)
  await deleteProvider(tx, workspaceId, providerId)
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action: 'identity_provider.removed',
    subject: { kind: 'identity_provider', id: providerId },
    details: { name: row.name, issuer: row.issuer },
  })
  return row
}

/** One provider. Throws `identity_provider_not_found`. */
export async function requireProvider(db: Queryable, workspaceId: string, providerId: string): Promise<ProviderRow> {
  const row = await findProvider(db, workspaceId, providerId)
  if (row === null) throw new RoutingError('identity_provider_not_found')
  return row
}

async function requireRoom(
  tx: Queryable,
  workspaceId: string,
  { known, name }: { readonly known: string | null; readonly name: string },
): Promise<void> {
  const others = (await listProviders(tx, workspaceId)).filter(({ providerId }) => providerId !== known)
  if (others.some((other) => other.name === name)) throw new RoutingError('already_exists', { name })
  if (others.length < IDENTITY_PROVIDERS_MAX) return
  const item = {
    where: 'body',
    what: `is one more than the ${IDENTITY_PROVIDERS_MAX} that there may be`,
    mend: 'Delete one.',
  }
  throw new RoutingError('invalid_request', {}, { items: [item] })
}
