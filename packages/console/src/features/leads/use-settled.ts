import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { LeadResult } from '@rightful/contract/api-paths'
import { failureOf } from '../../client/failure-of.ts'
import { useTell } from '../../ui/notices.tsx'

/** What follows a change of a lead: the reason is told, what shows the lead is read again, and `onDone` is called. */
export function useSettled(onDone?: () => void): {
  readonly onSuccess: (result: LeadResult) => void
  readonly onError: (error: unknown) => void
} {
  const { t } = useLingui()
  const queries = useQueryClient()
  const tell = useTell()
  return {
    onSuccess: ({ reason, stayed }) => {
      tell(stayed ?? (reason === '' ? t`Done.` : reason))
      void queries.invalidateQueries({
        predicate: ({ queryKey: [, path] }) => typeof path === 'string' && path.startsWith('/v1/leads'),
      })
      onDone?.()
    },
    onError: (error) => tell(failureOf(error).message, 'bad'),
  }
}
