import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { RecordVersion } from '@rightful/contract/api-paths'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { numberIn } from '../../client/record-body.ts'
import { useCan } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { TextField } from '../../ui/field.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'

const SHOWN_MAX = 200

/** Who gets leads of a pool and with what weight; weights are changed in their row. */
export function PoolMembers({ poolId }: { readonly poolId: string }): ReactNode {
  const { t } = useLingui()
  const mayChange = useCan()('people:write')
  const onDone = useMemberDone()
  const members = $api.useQuery('get', '/v1/pools/{pool_id}/members', {
    params: { path: { pool_id: poolId }, query: { limit: SHOWN_MAX } },
  })
  const remove = $api.useMutation('delete', '/v1/pools/{pool_id}/members/{owner_id}', onDone)
  const columns: readonly Column<RecordVersion>[] = [
    { id: 'owner', heading: t`Owner`, cell: ({ id }) => id },
    {
      id: 'weight',
      heading: t`Weight`,
      cell: (member) =>
        mayChange ? <Weight key={member.version} poolId={poolId} member={member} /> : (numberIn(member, 'weight') ?? 1),
    },
    {
      id: 'remove',
      heading: '',
      isNumber: true,
      cell: ({ id }) =>
        mayChange ? (
          <Button
            size="small"
            kind="danger"
            onPress={() => remove.mutate({ params: { path: { pool_id: poolId, owner_id: id } } })}
          >
            <Trans>Remove</Trans>
          </Button>
        ) : null,
    },
  ]
  return (
    <Section title={<Trans>Members</Trans>}>
      <Faces query={members}>
        {({ data }) => (
          <>
            <DataTable label={t`Members`} columns={columns} rows={data} rowId={({ id }) => id} />
            {mayChange ? <AddMember poolId={poolId} known={data.map(({ id }) => id)} /> : null}
          </>
        )}
      </Faces>
    </Section>
  )
}

function useMemberDone(): { readonly onSuccess: () => void; readonly onError: (error: unknown) => void } {
  const queries = useQueryClient()
  const tell = useTell()
  return {
    onSuccess: () => void queries.invalidateQueries(),
    onError: (error) => tell(failureOf(error).message, 'bad'),
  }
}

/** What was typed stands until the server answers; a refusal brings back what was, and is told. */
function Weight({ poolId, member }: { readonly poolId: string; readonly member: RecordVersion }): ReactNode {
  const { t } = useLingui()
  const onDone = useMemberDone()
  const stored = String(numberIn(member, 'weight') ?? 1)
  const [text, setText] = useState(stored)
  const patch = $api.useMutation('patch', '/v1/pools/{pool_id}/members/{owner_id}', {
    onSuccess: onDone.onSuccess,
    onError: (error) => {
      setText(stored)
      onDone.onError(error)
    },
  })
  const save = (): void => {
    if (text === stored) return
    patch.mutate({
      params: { path: { pool_id: poolId, owner_id: member.id }, header: { 'If-Match': `"${member.version}"` } },
      body: { weight: Number(text) },
    })
  }
  return (
    <div className="w-20">
      <TextField
        label={t`Weight of ${member.id}`}
        isLabelHidden
        inputMode="numeric"
        value={text}
        onChange={setText}
        onBlur={save}
        onKeyDown={({ key }) => (key === 'Enter' ? save() : undefined)}
      />
    </div>
  )
}

function AddMember({ poolId, known }: { readonly poolId: string; readonly known: readonly string[] }): ReactNode {
  const { t } = useLingui()
  const owners = $api.useQuery('get', '/v1/owners', { params: { query: { limit: SHOWN_MAX } } })
  const put = $api.useMutation('put', '/v1/pools/{pool_id}/members/{owner_id}', useMemberDone())
  const choices = (owners.data?.data ?? []).filter(({ id }) => !known.includes(id)).map(({ id }) => ({ id, label: id }))
  return (
    <div className="w-64">
      <Select
        label={t`Add a member`}
        choices={choices}
        value={null}
        placeholder={t`Choose somebody`}
        onChange={(id) => put.mutate({ params: { path: { pool_id: poolId, owner_id: id } }, body: {} })}
      />
    </div>
  )
}
