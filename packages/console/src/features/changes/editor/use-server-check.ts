import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { api } from '../../../client/api.ts'
import type { Finding } from './engine-messages.ts'
import type { PolicyTexts } from './use-policy-texts.ts'

const SETTLE_MS = 400

/** What the server says of a draft. */
export type ServerCheck = {
  /** Whether it could become active as it is; `null`: not known yet. */
  readonly isSound: boolean | null
  readonly findings: readonly Finding[]
  readonly error: unknown
  readonly retry: () => void
}

/** Asks the server, which knows pools and people, when the typing pauses. What it found before is dropped as soon as the text is another. */
export function useServerCheck({ document, tables }: Pick<PolicyTexts, 'document' | 'tables'>): ServerCheck {
  const settled = useSettled(document, tables)
  const { data, error, isPlaceholderData, refetch } = useQuery({
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
  const isCurrent = !isPlaceholderData && settled.document === document && settled.tables === tables
  const found = isCurrent ? data : undefined
  const findings = useMemo(
    () =>
      (found?.findings ?? []).map(({ where, ...finding }) => ({
        ...finding,
        ...placeOf(where),
        endLine: null,
        endColumn: null,
      })),
    [found],
  )
  return { isSound: found?.is_sound ?? null, findings, error, retry: () => void refetch() }
}

/** `policy.yaml:12:5`, taken apart. */
function placeOf(where: string): Pick<Finding, 'file' | 'line' | 'column'> {
  const [, file = where, line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/.exec(where) ?? []
  return { file, line: Number(line), column: Number(column) }
}

function useSettled(document: string, tables: Readonly<Record<string, string>>) {
  const [settled, setSettled] = useState({ document, tables })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ document, tables }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [document, tables])
  return settled
}
