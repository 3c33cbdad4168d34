import { Trans, useLingui } from '@lingui/react/macro'
import type { WhatIf, WhatIfResult } from '@rightful/contract/api-paths'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { $api, api } from '../../client/api.ts'
import { Faces, shownFailure } from '../../client/faces.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Figure } from '../../ui/figure.tsx'
import { Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Failed } from '../../ui/states.tsx'
import { MovedLeads } from './moved-leads.tsx'

const AGAIN_MS = 1000

/** What would have become of past leads under this change: who gains, who loses, and which leads move. */
export function WhatIfSection({ changeId }: { readonly changeId: string }): ReactNode {
  const { t } = useLingui()
  const [days, setDays] = useState('7')
  const ask = useMutation<WhatIf | undefined>({
    mutationFn: async () => {
      const body = { candidate: { change_id: changeId }, days: Number(days) }
      return (await api.POST('/v1/what-if', { body })).data
    },
  })
  return (
    <Section title={<Trans>What if it had decided already?</Trans>}>
      <div className="flex flex-wrap items-end gap-2">
        <div className="w-44">
          <Select
            label={t`Leads of`}
            value={days}
            onChange={setDays}
            choices={[
              { id: '1', label: t`The last day` },
              { id: '7', label: t`The last 7 days` },
              { id: '30', label: t`The last 30 days` },
            ]}
          />
        </div>
        <Button onPress={() => ask.mutate()} isPending={ask.isPending}>
          <Trans>Ask what would move</Trans>
        </Button>
      </div>
      {ask.error === null ? null : <Failed failure={shownFailure(ask.error)} />}
      {ask.data === undefined ? null : <WhatIfAnswer whatIfId={ask.data.what_if_id} />}
    </Section>
  )
}

function WhatIfAnswer({ whatIfId }: { readonly whatIfId: string }): ReactNode {
  const params = { path: { what_if_id: whatIfId } }
  const query = $api.useQuery(
    'get',
    '/v1/what-if/{what_if_id}',
    { params },
    {
      refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? AGAIN_MS : false),
    },
  )
  return (
    <Faces query={query}>
      {({ state, progress: { done, total }, error, result }) => {
        if (result !== null) return <WhatIfView result={result} whatIfId={whatIfId} />
        return state === 'failed' ? (
          <p className="text-bad">{error}</p>
        ) : (
          <p role="status">
            <Trans>
              {done} of {total} leads played
            </Trans>
          </p>
        )
      }}
    </Faces>
  )
}

type Result = NonNullable<WhatIfResult>

function WhatIfView({ result, whatIfId }: { readonly result: Result; readonly whatIfId: string }): ReactNode {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const { lead_count: count, moved_count: moved, newly_held_count: held, newly_unmatched_count: unmatched } = result
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Figure label={t`Other owner or place`} value={moved} note={<Trans>of {count} leads</Trans>} />
        <Figure label={t`Newly assigned`} value={result.newly_assigned_count} />
        <Figure label={t`Newly waiting`} value={held} tone={held > 0 ? 'warn' : 'plain'} />
        <Figure label={t`Newly without a route`} value={unmatched} tone={unmatched > 0 ? 'warn' : 'plain'} />
      </dl>
      <div className="grid gap-4 md:grid-cols-2">
        <TallyTable label={t`Owners`} none={t`nobody`} tallies={result.owners} />
        <TallyTable label={t`Pools`} none={t`no pool`} tallies={result.pools} />
      </div>
      {moved === 0 ? null : isOpen ? (
        <MovedLeads whatIfId={whatIfId} />
      ) : (
        <div>
          <Button onPress={() => setOpen(true)}>
            <Trans>Show the leads that move</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}

type Tally = Result['owners'][number]

type TallyTableProps = { readonly label: string; readonly none: string; readonly tallies: readonly Tally[] }

/** Who gains and who loses how many, the largest difference first. */
function TallyTable({ label, none, tallies }: TallyTableProps): ReactNode {
  const { t } = useLingui()
  const difference = (tally: Tally): number => tally.candidate_count - tally.base_count
  const columns: readonly Column<Tally>[] = [
    { id: 'name', heading: label, cell: ({ id }) => id ?? <span className="text-ink-2">{none}</span> },
    { id: 'now', heading: t`Now`, cell: ({ base_count: now }) => now, isNumber: true },
    { id: 'then', heading: t`Then`, cell: ({ candidate_count: then }) => then, isNumber: true },
    { id: 'difference', heading: t`Gain`, cell: (tally) => signed(difference(tally)), isNumber: true },
  ]
  const rows = tallies.toSorted((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)))
  return <DataTable label={label} columns={columns} rows={rows} rowId={({ id }) => id ?? ''} />
}

function signed(count: number): ReactNode {
  if (count === 0) return <span className="text-ink-3">0</span>
  return <strong>{count > 0 ? `+${count}` : `−${-count}`}</strong>
}
