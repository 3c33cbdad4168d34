import type { CurrentSession } from '@rightful/contract/api-paths'
import { grantsScope, isScope, type Scope } from '@rightful/contract/grants'
import { useSuspenseQuery } from '@tanstack/react-query'
import { $api } from './api.ts'

/** Who is signed in; throws an `ApiFailure` with status 401 when nobody is. */
export const sessionQuery = $api.queryOptions('get', '/v1/session', {}, { staleTime: 60_000, retry: false })

/** Whoever is signed in, below a page that only signed-in people see. */
export function useSession(): CurrentSession {
  return useSuspenseQuery(sessionQuery).data
}

/** Answers whether whoever is signed in may do something: `const can = useCan(); can('people:write')`. */
export function useCan(): (scope: Scope) => boolean {
  const granted = grantsOf(useSession())
  return (scope) => grantsScope(granted, scope)
}

/** What a session was granted. */
export function grantsOf({ scopes }: CurrentSession): ReadonlySet<Scope> {
  return new Set(scopes.filter(isScope))
}
