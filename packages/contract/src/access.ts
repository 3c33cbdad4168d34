import { z } from 'zod'
import { instant, name as rosterName, uuid } from './fields.ts'
import { roleName } from './roles.ts'

/** One line of text for people. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u, 'has control characters')
const email = z
  .email()
  .max(320)
  .transform((text) => text.toLowerCase())
  .meta({ description: 'By which the person signs in; upper and lower case are the same.', example: 'ada@example.com' })
const personName = line.meta({ description: 'What people call them.', example: 'Ada Lovelace' })
const password = z.string().min(1).max(1000).meta({ description: '12 to 128 characters; any of them.' })
const token = z.string().min(1).max(200).meta({ description: 'As it was shown or mailed; it works once.' })
const roleList = z
  .array(roleName)
  .min(1)
  .max(6)
  .transform((names) => [...new Set(names)])
const ownerId = rosterName.nullable().meta({ description: 'The owner of the roster who the person is; `null`: none.' })
const teamIds = z
  .array(rosterName)
  .max(50)
  .transform((names) => [...new Set(names)])
  .meta({ description: 'Teams that the person looks after beside the one they are in.' })
const workspace = line
  .optional()
  .meta({ description: 'Name or id of the workspace; needed where the server has several.' })

/** The first user of a workspace. */
export const setupRequest = z.strictObject({ token, email, name: personName, password }).meta({ id: 'SetupRequest' })

/** Whether a server waits for its first user. */
export const setupState = z
  .object({ is_needed: z.boolean().meta({ description: 'Whether a workspace has no users yet.' }) })
  .meta({ id: 'SetupState' })

/** Somebody signs in. */
export const signInRequest = z.strictObject({ email, password, workspace }).meta({ id: 'SignInRequest' })

/** Somebody gives their password again. */
export const stepUpRequest = z.strictObject({ password }).meta({ id: 'StepUpRequest' })

/** Somebody who was invited begins. */
export const acceptInvitationRequest = z
  .strictObject({ token, password, name: personName.optional() })
  .meta({ id: 'AcceptInvitationRequest' })

/** Somebody changes their password. */
export const changePasswordRequest = z
  .strictObject({ current_password: password, new_password: password })
  .meta({ id: 'ChangePasswordRequest' })

/** Somebody has forgotten their password. */
export const forgotPasswordRequest = z.strictObject({ email, workspace }).meta({ id: 'ForgotPasswordRequest' })

/** Somebody sets a new password by a token. */
export const resetPasswordRequest = z.strictObject({ token, password }).meta({ id: 'ResetPasswordRequest' })

/** Somebody to be invited. */
export const inviteUserRequest = z
  .strictObject({
    email,
    name: personName,
    roles: roleList,
    owner_id: ownerId.default(null),
    team_ids: teamIds.default([]),
  })
  .meta({ id: 'InviteUserRequest' })

/** What of a user is to change; what is left out stays. */
export const changeUserRequest = z
  .strictObject({
    name: personName,
    roles: roleList,
    owner_id: ownerId,
    team_ids: teamIds,
    status: z.enum(['active', 'disabled']).meta({ description: '`disabled` ends every session at once.' }),
  })
  .partial()
  .meta({ id: 'ChangeUserRequest' })

/** Somebody who signs in. */
export const user = z
  .object({
    user_id: uuid,
    email: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    owner_id: z.string().nullable(),
    team_ids: z.array(z.string()),
    status: z.enum(['invited', 'active', 'disabled']),
    has_password: z.boolean(),
    created_at: instant,
    last_sign_in_at: instant.nullable(),
  })
  .meta({ id: 'User' })

/** Somebody who signs in. */
export type UserAnswer = z.output<typeof user>

/** A user with a token that is shown this once. */
export const userWithToken = user
  .extend({
    token: z.string().meta({ description: 'Give it to the person; it is never shown again.' }),
    token_expires_at: instant,
  })
  .meta({ id: 'UserWithToken' })

/** A user with a token that is shown this once. */
export type UserWithTokenAnswer = z.output<typeof userWithToken>

/** Which users to list, and from where. */
export const listUsersQuery = z.strictObject({
  status: z.enum(['invited', 'active', 'disabled']).optional(),
})

/** Users by name. */
export const userList = z.object({ data: z.array(user) }).meta({ id: 'UserList' })

/** A session of somebody who is signed in. */
export const session = z
  .object({
    session_id: uuid,
    method: z.string().meta({ description: 'How they signed in: `password` or `sso`.' }),
    ip: z.string(),
    user_agent: z.string(),
    created_at: instant,
    last_seen_at: instant.meta({ description: 'To the minute.' }),
    ends_at: instant.meta({ description: 'Unless it is used before, and never later than a week after it began.' }),
    is_current: z.boolean(),
  })
  .meta({ id: 'Session' })

/** Sessions that hold, the one used last first. */
export const sessionList = z.object({ data: z.array(session) }).meta({ id: 'SessionList' })

/** Who is signed in, and what they may do. */
export const currentSession = z
  .object({
    session,
    user,
    workspace: z.object({ workspace_id: uuid, name: z.string() }),
    scopes: z.array(z.string()).meta({ description: 'What the roles come to.' }),
    groups: z.array(z.string()).meta({ description: 'The groups that the person is in, by name.' }),
    stepped_up_until: instant.nullable().meta({ description: 'Until when what needs the password can be done.' }),
  })
  .meta({ id: 'CurrentSession' })

/** How many sessions were ended. */
export const sessionsEnded = z.object({ count: z.int() }).meta({ id: 'SessionsEnded' })

/** Every role, with what it is made of. */
export const roleCatalogue = z
  .object({ data: z.array(z.object({ role: z.string(), title: z.string(), scopes: z.array(z.string()) })) })
  .meta({ id: 'Roles' })

/** A group to be made, or what it is called from now on. */
export const putGroupRequest = z
  .strictObject({ name: line.meta({ description: 'By which rules of approval name it.', example: 'legal' }) })
  .meta({ id: 'PutGroupRequest' })

/** People whom rules of approval name together. */
export const group = z
  .object({ group_id: uuid, name: z.string(), user_ids: z.array(uuid), created_at: instant })
  .meta({ id: 'Group' })

/** Groups by name. */
export const groupList = z.object({ data: z.array(group) }).meta({ id: 'GroupList' })
