import type { Extension } from '@codemirror/state'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useMemo, useRef, useState } from 'react'
import { $api } from '../../../client/api.ts'
import { policyExtensions, textExtensions } from './code-extensions.ts'
import type { AskedLead } from './engine-messages.ts'
import { firstGoldenLead, readLead } from './golden-lead.ts'
import type { CompletionHints } from './policy-completions.ts'
import { type EngineView, useEngine } from './use-engine.ts'
import { documentFile, type PolicyTexts, usePolicyTexts } from './use-policy-texts.ts'

/** A draft that is worked on: its texts, what the engine makes of them, and the lead it is tried with. */
export type PolicyEditing = {
  readonly texts: PolicyTexts
  readonly engine: EngineView
  readonly lead: AskedLead | null
  readonly leadText: string
  readonly setLeadText: (text: string) => void
  /** Pools that there are. */
  readonly pools: readonly string[]
}

const noHints: CompletionHints = { schema: null, symbols: [], pools: [], owners: [] }
/** As many as the API gives at once; what is missing can still be typed. */
const NAMES_OFFERED = 200

/** Begins to edit a draft. */
export function usePolicyEditor(start: Pick<PolicyTexts, 'document' | 'tables'>): PolicyEditing {
  const { t } = useLingui()
  const hints = useRef(noHints)
  const extensions = useMemo(
    () =>
      (file: string): Extension =>
        file === documentFile ? policyExtensions(t`Policy document`, () => hints.current) : textExtensions(file),
    [t],
  )
  const texts = usePolicyTexts(start, extensions)
  const [leadText, setLeadText] = useState(() => firstGoldenLead(start.document))
  const lead = useMemo(() => readLead(leadText), [leadText])
  const { document, tables, editedAt } = texts
  const engine = useEngine({ document, tables, lead, editedAt })
  const query = { limit: NAMES_OFFERED }
  const pools = useIds($api.useQuery('get', '/v1/pools', { params: { query } }).data)
  const owners = useIds($api.useQuery('get', '/v1/owners', { params: { query } }).data)
  const { schema, shape } = engine
  useEffect(() => {
    hints.current = { schema, symbols: shape?.symbols ?? [], pools, owners }
  }, [schema, shape, pools, owners])
  return useMemo(() => ({ texts, engine, lead, leadText, setLeadText, pools }), [texts, engine, lead, leadText, pools])
}

type Page = { readonly data: readonly { readonly id: string }[] }

function useIds(page: Page | undefined): readonly string[] {
  return useMemo(() => (page?.data ?? []).map(({ id }) => id), [page])
}
