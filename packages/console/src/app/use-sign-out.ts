import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../client/api.ts'

/** Signs out, forgets everything that was read, and shows the page to sign in. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const { mutate } = $api.useMutation('delete', '/v1/session', {
    onSettled: () => {
      queries.clear()
      // A new page, so that nothing of the one who left stays in memory.
      location.assign('/sign-in')
    },
  })
  return () => mutate({})
}
