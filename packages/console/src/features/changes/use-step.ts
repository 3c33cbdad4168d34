import { useLingui } from '@lingui/react/macro'
import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import { api } from '../../client/api.ts'
import { useTell } from '../../ui/notices.tsx'
import { ifMatch } from './if-match.ts'

/** A step that a change can take, with what it needs. */
export type Step =
  | { readonly kind: 'submit' | 'approve' | 'apply' | 'rebase' }
  | { readonly kind: 'reject' | 'cancel' | 'break-glass'; readonly reason: string }
  | { readonly kind: 'schedule'; readonly zone: string; readonly from: string; readonly to: string }

/** Takes steps of a change as it was read: what changed meanwhile is not stepped on. */
export function useStep(change: ChangeDetail, onDone: () => void): UseMutationResult<void, unknown, Step> {
  const { t } = useLingui()
  const tell = useTell()
  const queries = useQueryClient()
  return useMutation<void, unknown, Step>({
    mutationFn: (step) => take(change, step),
    onSuccess: () => {
      tell(t`Done.`)
      void queries.invalidateQueries()
      onDone()
    },
  })
}

async function take({ change_id: id, version, content_hash: hash }: ChangeDetail, step: Step): Promise<void> {
  const params = { path: { change_id: id }, header: ifMatch(version) }
  switch (step.kind) {
    case 'submit':
    case 'apply':
    case 'rebase':
      await api.POST(`/v1/changes/{change_id}/${step.kind}`, { params })
      return
    case 'approve':
      await api.POST('/v1/changes/{change_id}/approve', { params, body: { content_hash: hash } })
      return
    case 'reject':
    case 'cancel':
    case 'break-glass':
      await api.POST(`/v1/changes/{change_id}/${step.kind}`, { params, body: { reason: step.reason } })
      return
    case 'schedule': {
      const { zone, from, to } = step
      const body = { zone, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) }
      await api.POST('/v1/changes/{change_id}/schedule', { params, body })
    }
  }
}
