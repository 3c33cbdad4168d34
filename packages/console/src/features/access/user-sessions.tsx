import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { useTell } from '../../ui/notices.tsx'
import { Section } from '../../ui/page.tsx'
import { SessionTable } from './session-table.tsx'

type UserSessionsProps = { readonly userId: string; readonly mayEnd: boolean }

/** Where somebody else is signed in. */
export function UserSessions({ userId, mayEnd }: UserSessionsProps): ReactNode {
  const tell = useTell()
  const queries = useQueryClient()
  const path = { user_id: userId }
  const query = $api.useQuery('get', '/v1/users/{user_id}/sessions', { params: { path } })
  const end = $api.useMutation('delete', '/v1/users/{user_id}/sessions/{session_id}', {
    onSuccess: () => void queries.invalidateQueries(),
    onError: (error) => tell(failureOf(error).message, 'bad'),
  })
  const ending = mayEnd
    ? {
        onEnd: ({ session_id: id }: { readonly session_id: string }) =>
          end.mutate({ params: { path: { ...path, session_id: id } } }),
      }
    : {}
  return (
    <Section title={<Trans>Signed in</Trans>}>
      <Faces query={query} lines={2}>
        {({ data }) => <SessionTable sessions={data} {...ending} />}
      </Faces>
    </Section>
  )
}
