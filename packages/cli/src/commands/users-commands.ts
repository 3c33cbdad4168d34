import { buildRouteMap } from '@stricli/core'
import { usersDisableCommand } from './users-disable.ts'
import { usersInviteCommand } from './users-invite.ts'
import { usersListCommand } from './users-list.ts'
import { usersResetCommand } from './users-reset.ts'

/** `rightful users …`: who may sign in. */
export const usersCommands = buildRouteMap({
  routes: {
    list: usersListCommand,
    invite: usersInviteCommand,
    disable: usersDisableCommand,
    reset: usersResetCommand,
  },
  docs: { brief: 'List, invite and disable people, and give them new passwords' },
})
