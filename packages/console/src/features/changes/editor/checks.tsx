import { Trans } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { PolicyCheck } from '@rightful/contract/api-paths'
import { api } from '../../../client/api.ts'
import { shownFailure } from '../../../client/faces.tsx'
import { Section } from '../../../ui/page.tsx'
import { Failed } from '../../../ui/states.tsx'
import { ProblemList } from '../problem-list.tsx'
import type { Finding } from './engine-messages.ts'
import type { EngineView } from './use-engine.ts'
import type { PolicyTexts } from './use-policy-texts.ts'

const SETTLE_MS = 400

type ChecksProps = {
  readonly texts: PolicyTexts
  readonly engine: EngineView
  /** What the browser found. */
  readonly findings: readonly Finding[]
  readonly onGoTo: (file: string, line: number) => void
}

/** What is wrong with a draft: what the engine finds here at once, and what the server adds, which knows pools and people. */
export function Checks({ texts, engine, findings, onGoTo }: ChecksProps): ReactNode {
  const { document, tables } = texts
  const query = useServerCheck(document, tables)
  const own = findings.map((finding) => ({ ...finding, where: placeText(finding) }))
  const known = new Set(own.map(({ where, what }) => `${where} ${what}`))
  const isCurrent = !query.isPlaceholderData && !query.isFetching
  const added = isCurrent
    ? (query.data?.findings ?? []).filter(({ where, what }) => !known.has(`${where} ${what}`))
    : []
  const hasError = own.some(({ severity }) => severity === 'error')
  return (
    <Section title={<Trans>Checks</Trans>}>
      <p
        role="status"
        className={hasError || (isCurrent && query.data?.is_sound === false) ? 'text-bad' : 'text-ink-2'}
      >
        <Verdict
          hasError={hasError}
          isRead={engine.result?.isRead ?? true}
          check={isCurrent ? query.data : undefined}
        />
      </p>
      {query.error === null ? null : (
        <Failed failure={shownFailure(query.error)} onRetry={() => void query.refetch()} />
      )}
      <ProblemList problems={[...own, ...added]} onGoTo={onGoTo} />
    </Section>
  )
}

type VerdictProps = { readonly hasError: boolean; readonly isRead: boolean; readonly check: PolicyCheck | undefined }

function Verdict({ hasError, isRead, check }: VerdictProps): ReactNode {
  if (!isRead) return <Trans>It cannot be read as a policy yet.</Trans>
  if (hasError) return <Trans>It cannot become active yet.</Trans>
  if (check === undefined) return <Trans>Checking it against pools and people…</Trans>
  return check.is_sound ? <Trans>It could become active as it is.</Trans> : <Trans>It cannot become active yet.</Trans>
}

function placeText({ file, line, column }: Finding): string {
  return `${file}:${line}:${column}`
}

function useServerCheck(document: string, tables: Readonly<Record<string, string>>) {
  const settled = useSettled(document, tables)
  return useQuery({
    queryKey: ['policy-check', settled],
    enabled: settled.document.trim() !== '',
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const body = { document: settled.document, tables: { ...settled.tables } }
      const { data } = await api.POST('/v1/policies/check', { body, signal })
      if (data === undefined) throw new Error('The server answered nothing.')
      return data
    },
  })
}

function useSettled(document: string, tables: Readonly<Record<string, string>>) {
  const [settled, setSettled] = useState({ document, tables })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ document, tables }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [document, tables])
  return settled
}
