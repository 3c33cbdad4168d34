import { t } from '@lingui/core/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed, type Failure, Loading } from '../ui/states.tsx'
import { failureOf } from './failure-of.ts'

/** Whatever was thrown, as it is shown. */
export function shownFailure(thrown: unknown): Failure {
  const { message, mend, requestId, items, missingGrant: grant } = failureOf(thrown)
  const asked = grant === null ? mend : t`You need the grant ${grant}. The page of access says which role has it.`
  return { message, mend: asked, requestId, items }
}

type FacesProps<Answer> = {
  readonly query: UseQueryResult<Answer, unknown>
  readonly lines?: number
  readonly children: (answer: Answer) => ReactNode
}

/** The faces of what is read: on its way, failed with a way to try again, and there. The page says itself what empty is. */
export function Faces<Answer>({ query, lines, children }: FacesProps<Answer>): ReactNode {
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null) return <Failed failure={shownFailure(query.error)} onRetry={() => void query.refetch()} />
  return <Loading {...(lines === undefined ? {} : { lines })} />
}
