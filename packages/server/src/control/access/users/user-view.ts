import { isRoleName, type RoleName, type UserAnswer, type UserWithTokenAnswer } from '@rightful/contract'
import { isoTime, isoTimeOrNull } from '../../../platform/clock/iso-time.ts'
import type { UserRow, UserSettings } from './queries.ts'
import type { UserToken } from './user-tokens.ts'

/** A user as answered. */
export function userView(row: UserRow): UserAnswer {
  const { email, name, roles, ownerId, teamIds, status } = settingsOf(row)
  return {
    user_id: row.userId,
    email,
    name,
    roles: [...roles],
    owner_id: ownerId,
    team_ids: [...teamIds],
    status,
    has_password: row.hasPassword,
    created_at: isoTime(row.createdMs),
    last_sign_in_at: isoTimeOrNull(row.lastSignInMs),
  }
}

/** A user with a token, as answered this once. */
export function userWithTokenView(row: UserRow, { token, expiresMs }: UserToken): UserWithTokenAnswer {
  return { ...userView(row), token, token_expires_at: isoTime(expiresMs) }
}

/** What of a user can be set, as it is. */
export function settingsOf(row: UserRow): UserSettings {
  const { email, name, ownerId, status } = row
  const teamIds: readonly string[] = JSON.parse(row.teamIds)
  return { email, name, roles: rolesOf(row), ownerId, teamIds, status }
}

/** The roles of a user. */
export function rolesOf({ roles }: Pick<UserRow, 'roles'>): readonly RoleName[] {
  return roles.split(' ').filter(isRoleName)
}
