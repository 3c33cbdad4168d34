import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import { recordAudit } from '../../audit/read.ts'
import { findOwnerByEmail, setOwnerActive } from '../../people/read.ts'
import { changeUser, type UserChange } from '../users/change-user.ts'
import { addUser } from '../users/invite-user.ts'
import { findUserByEmail, findUserOfOwner, lockUsers } from '../users/queries.ts'
import { rolesOf } from '../users/user-view.ts'
import { givable, giveRoles, readSettings } from './directory-settings.ts'
import type { Person } from './person-draft.ts'
import {
  type DirectoryUserRow,
  findByUserName,
  findDirectoryUser,
  storeDirectoryUser,
  storeRemoval,
  storeRosterLeave,
} from './user-queries.ts'

/** In which workspace a directory changes users, and how it is named in records. */
export type Keeper = { readonly workspaceId: string; readonly by: string }

/** Makes a user, or brings one back who was deleted before. Throws `already_exists`. */
export async function addPerson(db: Database, keeper: Keeper, person: Person): Promise<DirectoryUserRow> {
  const userId = await db.transaction(async (tx) => {
    const { workspaceId } = keeper
    await lockUsers(tx, workspaceId)
    if ((await findByUserName(tx, workspaceId, person.userName)) !== null) throw new RoutingError('already_exists')
    const known = await findUserByEmail(tx, workspaceId, person.email)
    if (known !== null && (await findDirectoryUser(tx, workspaceId, known.userId)) !== null) {
      throw new RoutingError('already_exists')
    }
    const madeId = known?.userId ?? (await insertPerson(tx, keeper, person))
    await storeDirectoryUser(tx, { ...person, workspaceId, userId: madeId, isKept: true })
    await tell(tx, keeper, { userId: madeId, action: 'user.directory_added', details: {} })
    await begin(tx, keeper, { userId: madeId, person })
    await giveRoles(tx, keeper, madeId)
    return madeId
  })
  return settleRoster(db, keeper, userId)
}

async function insertPerson(tx: Queryable, { workspaceId, by }: Keeper, person: Person): Promise<string> {
  const { email, name } = person
  const { defaultRoles } = await readSettings(tx, workspaceId)
  const found = person.ownerId === undefined ? await freeOwner(tx, workspaceId, email) : person.ownerId
  const joining = { email, name, roles: defaultRoles, ownerId: found, teamIds: [], status: 'active' } as const
  return (await addUser(tx, { workspaceId, by, giver: null }, joining)).userId
}

/** The owner of the roster who has the address, unless somebody is them already. */
async function freeOwner(tx: Queryable, workspaceId: string, email: string): Promise<string | null> {
  const ownerId = await findOwnerByEmail(tx, workspaceId, email)
  const holder = ownerId === null ? null : await findUserOfOwner(tx, workspaceId, ownerId)
  return holder === null ? ownerId : null
}

/** Whoever comes back begins as new ones do. */
async function begin(
  tx: Queryable,
  { workspaceId, by }: Keeper,
  { userId, person }: { readonly userId: string; readonly person: Person },
): Promise<void> {
  const { defaultRoles: roles } = await readSettings(tx, workspaceId)
  const { name, isActive } = person
  const change = { roles, name, status: isActive ? 'active' : 'disabled' } as const
  await changeUser(tx, { workspaceId, by, giver: null }, { userId, change })
}

/** How a user is to be, given how they are; `null`: as they are. It may throw, and then nothing is changed. */
export type PersonPlan = (row: DirectoryUserRow) => Person

/**
 * Changes a user as the directory says. Whoever is made inactive loses sessions, invitations and leads; whoever comes back has
 * their place in the roster again. Throws `user_not_found`, `already_exists`, `last_owner`, `forbidden` where a directory may not
 * change the address of somebody who may do more than it can give, and what `plan` throws.
 */
export async function changePerson(
  db: Database,
  keeper: Keeper,
  { userId, plan }: { readonly userId: string; readonly plan: PersonPlan },
): Promise<DirectoryUserRow> {
  const { workspaceId, by } = keeper
  const knownId = await db.transaction(async (tx) => {
    await lockUsers(tx, workspaceId)
    const row = await requirePerson(tx, workspaceId, userId)
    const person = plan(row)
    await requireFreeNames(tx, keeper, { row, person })
    const isKept = row.isKept ?? (await canGiveAll(tx, workspaceId, row))
    const change = changeOf(row, person)
    if (change.email !== undefined && !(await canGiveAll(tx, workspaceId, row))) {
      throw new RoutingError('forbidden', { scope: 'access:write' })
    }
    if (Object.keys(change).length > 0) {
      await changeUser(tx, { workspaceId, by, giver: null }, { userId: row.userId, change })
    }
    await storeDirectoryUser(tx, { ...person, workspaceId, userId: row.userId, isKept })
    const attributes = attributesChanged(row, person)
    const told = { userId: row.userId, action: 'user.directory_changed', details: { attributes } }
    if (attributes.length > 0) await tell(tx, keeper, told)
    if (isKept) await giveRoles(tx, keeper, row.userId)
    return row.userId
  })
  return settleRoster(db, keeper, knownId)
}

/** Deletes a user for the directory; here they stay, disabled, because records name them. Throws `user_not_found` and `last_owner`. */
export async function removePerson(
  db: Database,
  keeper: Keeper,
  { userId, check }: { readonly userId: string; readonly check: (row: DirectoryUserRow) => void },
): Promise<void> {
  const gone: PersonPlan = (row) => {
    check(row)
    return { ...personFrom(row), isActive: false }
  }
  const row = await changePerson(db, keeper, { userId, plan: gone })
  await db.transaction(async (tx) => {
    await storeRemoval(tx, keeper.workspaceId, row.userId)
    await tell(tx, keeper, { userId: row.userId, action: 'user.directory_removed', details: {} })
  })
}

/** How a user is for the directory. */
export function personFrom(row: DirectoryUserRow): Person {
  const { userName, externalId, name, givenName, familyName, email, ownerId } = row
  return { userName, externalId, name, givenName, familyName, email, ownerId, isActive: row.status !== 'disabled' }
}

/** One user. Throws `user_not_found`. */
export async function requirePerson(db: Queryable, workspaceId: string, userId: string): Promise<DirectoryUserRow> {
  const row = await findDirectoryUser(db, workspaceId, userId)
  if (row === null) throw new RoutingError('user_not_found')
  return row
}

/**
 * Makes the roster say what the user does: it is a change of its own, so that a directory that was told of a failure in between
 * sends the same again, and this is then made up for.
 */
async function settleRoster(db: Database, { workspaceId, by }: Keeper, userId: string): Promise<DirectoryUserRow> {
  const row = await requirePerson(db, workspaceId, userId)
  const { ownerId, status, hasLeftRoster } = row
  if (ownerId === null) return row
  const isActive = status !== 'disabled'
  if (isActive && !hasLeftRoster) return row
  // Whom somebody else made inactive does not come back by the directory.
  if (!isActive && !hasLeftRoster) await storeRosterLeave(db, { workspaceId, userId }, true)
  const hasChanged = await setOwnerActive(db, { workspaceId, by, ownerId, isActive })
  if (isActive || (!hasChanged && !hasLeftRoster)) await storeRosterLeave(db, { workspaceId, userId }, false)
  return row
}

async function requireFreeNames(
  tx: Queryable,
  { workspaceId }: Keeper,
  { row, person }: { readonly row: DirectoryUserRow; readonly person: Person },
): Promise<void> {
  const named = await findByUserName(tx, workspaceId, person.userName)
  const mailed = await findUserByEmail(tx, workspaceId, person.email)
  const isTaken = [named, mailed].some((other) => other !== null && other.userId !== row.userId)
  if (isTaken) throw new RoutingError('already_exists')
}

function changeOf(row: DirectoryUserRow, person: Person): UserChange {
  const { email, name, ownerId, isActive } = person
  const isOther = isActive === (row.status === 'disabled')
  return {
    ...(email === row.email ? {} : { email }),
    ...(name === row.name ? {} : { name }),
    ...(ownerId === undefined || ownerId === row.ownerId ? {} : { ownerId }),
    ...(isOther ? { status: isActive ? 'active' : 'disabled' } : {}),
  }
}

/** What of a user only the directory has changed, by name: the values are personal. */
function attributesChanged(row: DirectoryUserRow, person: Person): readonly string[] {
  const kept = ['userName', 'externalId', 'givenName', 'familyName', 'name', 'email'] as const
  return kept.filter((attribute) => row[attribute] !== person[attribute])
}

async function tell(
  tx: Queryable,
  { workspaceId, by }: Keeper,
  of: { readonly userId: string; readonly action: string; readonly details: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { userId, action, details } = of
  await recordAudit(tx, { workspaceId, actor: by, action, subject: { kind: 'user', id: userId }, details })
}

/** Whether a user has no role that the directory could not give: whoever has one is not taken over by it. */
async function canGiveAll(tx: Queryable, workspaceId: string, row: DirectoryUserRow): Promise<boolean> {
  const given = givable(await readSettings(tx, workspaceId))
  return rolesOf(row).every((role) => given.has(role))
}
