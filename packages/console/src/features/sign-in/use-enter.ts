import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CurrentSession } from '@rightful/contract/api-paths'
import { sessionQuery } from '../../client/session.ts'

/** Goes in as whoever has just been signed in: to where they wanted, or to the overview. */
export function useEnter(): (session: CurrentSession, then?: string) => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return (session, then = '/') => {
    queries.clear()
    queries.setQueryData(sessionQuery.queryKey, session)
    void navigate({ href: then, replace: true })
  }
}
