import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { useTell } from '../../ui/notices.tsx'
import { ifMatch } from './if-match.ts'

/** What an editor holds. */
export type Draft = {
  readonly title: string
  readonly description: string
  readonly document: string
  readonly tables: Readonly<Record<string, string>>
  readonly baseVersion: number
}

/** A change that is stored, as it was when it was read. */
export type StoredChange = { readonly changeId: string; readonly version: number }

type SaveDraft = {
  readonly save: (draft: Draft, isHandedIn: boolean) => Promise<void>
  readonly error: unknown
  readonly pending: 'save' | 'submit' | null
}

/** Stores a draft, hands it in where asked, and goes to its page. What is stored already is edited, not made twice. */
export function useSaveDraft(change: StoredChange | null): SaveDraft {
  const { t } = useLingui()
  const tell = useTell()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [stored, setStored] = useState(change)
  const [error, setError] = useState<unknown>(null)
  const [pending, setPending] = useState<'save' | 'submit' | null>(null)
  const save = async (draft: Draft, isHandedIn: boolean): Promise<void> => {
    setPending(isHandedIn ? 'submit' : 'save')
    setError(null)
    try {
      const saved = await store(draft, stored)
      setStored({ changeId: saved.change_id, version: saved.version })
      if (isHandedIn) await submit(saved)
      tell(isHandedIn ? t`Handed in for review.` : t`Saved.`)
      void queries.invalidateQueries()
      await navigate({ to: '/changes/$changeId', params: { changeId: saved.change_id } })
    } catch (thrown) {
      setError(thrown)
    } finally {
      setPending(null)
    }
  }
  return { save, error, pending }
}

async function store(draft: Draft, stored: StoredChange | null): Promise<ChangeDetail> {
  const { baseVersion, tables, ...texts } = draft
  const body = { ...texts, tables: { ...tables }, base_version: baseVersion }
  const { data } =
    stored === null
      ? await api.POST('/v1/changes', { body })
      : await api.PATCH('/v1/changes/{change_id}', {
          params: { path: { change_id: stored.changeId }, header: ifMatch(stored.version) },
          body,
        })
  return present(data)
}

async function submit({ change_id: changeId, version }: ChangeDetail): Promise<void> {
  await api.POST('/v1/changes/{change_id}/submit', {
    params: { path: { change_id: changeId }, header: ifMatch(version) },
  })
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The server answered nothing.')
  return value
}
