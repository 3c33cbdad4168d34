import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { useTell } from '../../ui/notices.tsx'
import { SessionTable } from './session-table.tsx'

/** Where whoever looks is signed in; any but this one can be ended. */
export function OwnSessions(): ReactNode {
  const tell = useTell()
  const queries = useQueryClient()
  const query = $api.useQuery('get', '/v1/sessions', {})
  const end = $api.useMutation('delete', '/v1/sessions/{session_id}', {
    onSuccess: () => void queries.invalidateQueries(),
    onError: (error) => tell(failureOf(error).message, 'bad'),
  })
  return (
    <Faces query={query} lines={2}>
      {({ data }) => (
        <SessionTable
          sessions={data}
          onEnd={({ session_id: id }) => end.mutate({ params: { path: { session_id: id } } })}
        />
      )}
    </Faces>
  )
}
