import type { ReactNode } from 'react'
import { $api } from './api.ts'
import { useCan, useSession } from './session.ts'

const USER = 'user:'

/** Who did something, as the API tells it (`user:ID`, or what a program is called), by name where whoever looks may know it. */
export function ActorName({ actor }: { readonly actor: string }): ReactNode {
  const { user } = useSession()
  const mayKnow = useCan()('access:read')
  const id = actor.startsWith(USER) ? actor.slice(USER.length) : null
  const isOther = id !== null && id !== user.user_id
  const users = $api.useQuery('get', '/v1/users', {}, { enabled: isOther && mayKnow })
  if (id === null) return actor
  if (!isOther) return user.name
  return users.data?.data.find(({ user_id: other }) => other === id)?.name ?? actor
}
