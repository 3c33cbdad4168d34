import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { failureOf } from '../../client/failure-of.ts'
import { useTell } from '../../ui/notices.tsx'
import { ifMatch } from './if-match.ts'
import { type DraftConflict, type DraftTexts, mergeDrafts } from './merge-drafts.ts'
import type { Preferred } from './merge-lines.ts'

/** What an editor holds. */
export type Draft = DraftTexts & { readonly baseVersion: number }

/** A change that is stored, as it was when it was read. */
export type StoredChange = { readonly changeId: string; readonly version: number }

/** Two who wrote the same places: what each wrote, and what to do once one is chosen. */
export type DraftClash = {
  readonly conflicts: readonly DraftConflict[]
  readonly choose: (preferred: Preferred) => void
}

type SaveDraft = {
  readonly save: (draft: Draft, isHandedIn: boolean) => Promise<void>
  readonly error: unknown
  readonly clash: DraftClash | null
  readonly pending: 'save' | 'submit' | null
}

/**
 * Stores a draft, hands it in where asked, and goes to its page. What is stored already is edited, not made twice. What somebody else
 * stored meanwhile is joined with it, without asking where they wrote elsewhere; `start` is what both began with.
 */
export function useSaveDraft(start: Draft, change: StoredChange | null): SaveDraft {
  const { t } = useLingui()
  const tell = useTell()
  const finish = useFinish()
  const [stored, setStored] = useState(change)
  const [error, setError] = useState<unknown>(null)
  const [clash, setClash] = useState<DraftClash | null>(null)
  const [pending, setPending] = useState<'save' | 'submit' | null>(null)

  const join = async (draft: Draft, isHandedIn: boolean, { changeId }: StoredChange): Promise<void> => {
    const theirs = await readChange(changeId)
    const sides = { ours: draft, theirs }
    const saveWith = (preferred: Preferred): Promise<void> =>
      attempt({ ...draft, ...mergeDrafts(start, sides, preferred).texts }, isHandedIn, asStored(theirs))
    const { conflicts } = mergeDrafts(start, sides)
    if (conflicts.length > 0) return setClash({ conflicts, choose: (preferred) => void saveWith(preferred) })
    tell(t`Somebody else saved this draft meanwhile; it has what both of you wrote.`)
    return saveWith('ours')
  }
  const attempt = async (draft: Draft, isHandedIn: boolean, at: StoredChange | null): Promise<void> => {
    setPending(isHandedIn ? 'submit' : 'save')
    setError(null)
    setClash(null)
    try {
      const saved = await store(draft, at)
      setStored(asStored(saved))
      if (isHandedIn) await submit(saved)
      await finish(saved, isHandedIn)
    } catch (thrown) {
      const isStale = at !== null && failureOf(thrown).code === 'version_conflict'
      if (isStale) await join(draft, isHandedIn, at).catch(setError)
      else setError(thrown)
    } finally {
      setPending(null)
    }
  }
  return { save: (draft, isHandedIn) => attempt(draft, isHandedIn, stored), error, clash, pending }
}

function useFinish(): (saved: ChangeDetail, isHandedIn: boolean) => Promise<void> {
  const { t } = useLingui()
  const tell = useTell()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return async ({ change_id: changeId }, isHandedIn) => {
    tell(isHandedIn ? t`Handed in for review.` : t`Saved.`)
    void queries.invalidateQueries()
    await navigate({ to: '/changes/$changeId', params: { changeId } })
  }
}

function asStored({ change_id: changeId, version }: ChangeDetail): StoredChange {
  return { changeId, version }
}

async function readChange(changeId: string): Promise<ChangeDetail> {
  const { data } = await api.GET('/v1/changes/{change_id}', { params: { path: { change_id: changeId } } })
  return present(data)
}

async function store(draft: Draft, stored: StoredChange | null): Promise<ChangeDetail> {
  const { title, description, document, tables, baseVersion } = draft
  const body = { title, description, document, tables: { ...tables }, base_version: baseVersion }
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
