import type { RoleName } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { recordAudit } from '../../audit/read.ts'
import { setMember } from '../groups/change-group.ts'
import { findGroup } from '../groups/queries.ts'
import { changeUser } from '../users/change-user.ts'
import { addUser, requireUser } from '../users/invite-user.ts'
import { findUserByEmail, lockUsers, type UserRow } from '../users/queries.ts'
import { voidTokens } from '../users/token-queries.ts'
import { rolesOf } from '../users/user-view.ts'
import type { Claims } from './provider-client.ts'
import { type Admission, admissionOf } from './provider-settings.ts'
import { findUserOfIdentity, insertIdentity, type ProviderRow } from './queries.ts'

/** Why somebody whom a provider vouches for does not come in. */
export type Refusal = 'not_invited' | 'disabled' | 'email_not_verified' | 'email_domain' | 'no_role'

/** Who came in; or why nobody did, which still leaves them with the roles that they have now. */
export type Admitted =
  | { readonly kind: 'admitted'; readonly user: UserRow }
  | { readonly kind: 'refused'; readonly reason: Refusal }

type Entering = {
  readonly provider: ProviderRow
  readonly admission: Admission
  readonly claims: Claims
  readonly doer: { readonly workspaceId: string; readonly by: string; readonly giver: null }
}

/**
 * Who somebody is here whom a provider vouches for: whoever they were before, by issuer and subject; else whoever has their verified
 * address; else a new user, where anyone may join. Sets their roles and groups as the provider lists them now.
 */
export async function admitIdentity(tx: Queryable, provider: ProviderRow, claims: Claims): Promise<Admitted> {
  const { workspaceId, name } = provider
  const doer = { workspaceId, by: `provider:${name}`, giver: null }
  const entering = { provider, admission: admissionOf(provider), claims, doer }
  await lockUsers(tx, workspaceId)
  const known = await findUserOfIdentity(tx, { workspaceId, issuer: claims.iss, subject: claims.sub })
  const found = known === null ? await linkByEmail(tx, entering) : await requireUser(tx, workspaceId, known)
  if (typeof found === 'string') return refused(found)
  if (found.status === 'disabled') return refused('disabled')
  if (!isOfDomain(found.email, entering.admission)) return refused('email_domain')
  const user = await applyGroups(tx, entering, await begin(tx, entering, found))
  return rolesOf(user).length === 0 ? refused('no_role') : { kind: 'admitted', user }
}

function refused(reason: Refusal): Admitted {
  return { kind: 'refused', reason }
}

async function linkByEmail(tx: Queryable, { provider, admission, claims, doer }: Entering): Promise<UserRow | Refusal> {
  const { workspaceId } = doer
  const email = verifiedEmail(claims)
  if (email === null) return 'email_not_verified'
  if (!isOfDomain(email, admission)) return 'email_domain'
  const found = await findUserByEmail(tx, workspaceId, email)
  if (found?.status === 'disabled') return 'disabled'
  if (found === null && admission.joining === 'invited') return 'not_invited'
  const joining = { email, name: nameOf(claims, email), roles: admission.default_roles, ownerId: null, teamIds: [] }
  const user = found ?? (await addUser(tx, doer, { ...joining, status: 'active' }))
  const { userId } = user
  await insertIdentity(tx, { workspaceId, issuer: claims.iss, subject: claims.sub, userId })
  await recordAudit(tx, {
    workspaceId,
    actor: doer.by,
    action: 'user.identity_linked',
    subject: { kind: 'user', id: userId },
    details: { provider_id: provider.providerId, issuer: claims.iss },
  })
  return user
}

/** Whoever was invited has accepted by coming. */
async function begin(tx: Queryable, { doer }: Entering, user: UserRow): Promise<UserRow> {
  if (user.status !== 'invited') return user
  await voidTokens(tx, { workspaceId: doer.workspaceId, kind: 'invite', userId: user.userId })
  return changeUser(tx, doer, { userId: user.userId, change: { status: 'active' } })
}

/** Gives what the provider's groups give now, and takes what they no longer give. Without a mapping roles are set here. */
async function applyGroups(tx: Queryable, { admission, claims, doer }: Entering, user: UserRow): Promise<UserRow> {
  const { group_mapping: mapping, default_roles: defaults } = admission
  if (mapping.length === 0) return user
  const { userId } = user
  const listed = groupsOf(claims, admission)
  const groups = new Map<string, boolean>()
  for (const { value, group_id: groupId } of mapping) {
    if (groupId !== null) groups.set(groupId, listed.has(value) || groups.get(groupId) === true)
  }
  for (const [groupId, isIn] of groups) {
    const isThere = (await findGroup(tx, doer.workspaceId, groupId)) !== null
    if (isThere) await setMember(tx, doer, { groupId, userId, isIn })
  }
  const given = mapping.flatMap(({ value, roles }) => (listed.has(value) ? roles : []))
  const roles = [...new Set([...defaults, ...given])]
  return isSame(roles, rolesOf(user)) ? user : changeUser(tx, doer, { userId, change: { roles } })
}

function isSame(some: readonly RoleName[], others: readonly RoleName[]): boolean {
  return some.length === others.length && some.every((role) => others.includes(role))
}

function groupsOf(claims: Claims, { groups_claim: name }: Admission): ReadonlySet<unknown> {
  const listed: unknown = name === null ? [] : claims[name]
  return new Set(Array.isArray(listed) ? listed : [listed])
}

/** `xms_edov` is how Entra ID says that a domain is its owner's; without such a word anybody could claim any address. */
function verifiedEmail(claims: Claims): string | null {
  const { email, email_verified: isVerified, xms_edov: isOwned } = claims
  const isTrue = [isVerified, isOwned].some((said) => said === true || said === 'true' || said === 1 || said === '1')
  return typeof email === 'string' && isTrue && /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(email) ? email.toLowerCase() : null
}

function isOfDomain(email: string, { email_domains: domains }: Admission): boolean {
  return domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1))
}

const NAME_MAX = 200

function nameOf({ name }: Claims, email: string): string {
  const plain =
    typeof name === 'string'
      ? name
          .replaceAll(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, NAME_MAX)
      : ''
  return plain === '' ? email : plain
}
