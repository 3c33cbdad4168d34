import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { RecordVersion } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { RecordFacts, RecordHistory } from '../../client/record-parts.tsx'
import { nameOf, textIn } from '../../client/record-body.ts'
import { useCan } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { PutOut } from './put-out.tsx'

const route = getRouteApi('/inside/people/$ownerId')

/** One owner: who they are, when they are out, what they are licensed for, and what was changed. */
export function OwnerPage(): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  const { ownerId } = route.useParams()
  const params = { path: { owner_id: ownerId } }
  const owner = $api.useQuery('get', '/v1/owners/{owner_id}', { params })
  const licences = $api.useQuery('get', '/v1/owners/{owner_id}/licences', { params })
  const history = $api.useQuery('get', '/v1/owners/{owner_id}/history', { params })
  const mayPutOut = can('people:write') || can('absences:write:team')
  return (
    <Page
      title={owner.data === undefined ? t`Owner` : nameOf(owner.data)}
      actions={mayPutOut && owner.data !== undefined ? <PutOut owner={owner.data} /> : null}
    >
      <Section title={<Trans>Profile</Trans>}>
        <Faces query={owner}>{(record) => <RecordFacts record={record} />}</Faces>
      </Section>
      <Absences ownerId={ownerId} mayEnd={mayPutOut} />
      <Section title={<Trans>Licences</Trans>}>
        <Faces query={licences}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="text-ink-2">
                <Trans>None.</Trans>
              </p>
            ) : (
              data.map((licence) => <RecordFacts key={licence.id} record={licence} />)
            )
          }
        </Faces>
      </Section>
      <Section title={<Trans>History</Trans>}>
        <Faces query={history}>{({ data }) => <RecordHistory versions={data} />}</Faces>
      </Section>
    </Page>
  )
}

function Absences({ ownerId, mayEnd }: { readonly ownerId: string; readonly mayEnd: boolean }): ReactNode {
  const tell = useTell()
  const queries = useQueryClient()
  const absences = $api.useQuery('get', '/v1/owners/{owner_id}/absences', { params: { path: { owner_id: ownerId } } })
  const remove = $api.useMutation('delete', '/v1/owners/{owner_id}/absences/{absence_id}', {
    onSuccess: () => void queries.invalidateQueries(),
    onError: (error) => tell(failureOf(error).message, 'bad'),
  })
  const end = ({ id }: RecordVersion): void =>
    remove.mutate({ params: { path: { owner_id: ownerId, absence_id: id } } })
  return (
    <Section title={<Trans>Absences</Trans>}>
      <Faces query={absences}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-ink-2">
              <Trans>None.</Trans>
            </p>
          ) : (
            <ul className="flex flex-col gap-1">
              {data.map((absence) => (
                <li key={absence.id} className="flex items-center justify-between gap-2">
                  <span>
                    {textIn(absence, 'from')} – {textIn(absence, 'until') ?? '…'}{' '}
                    <span className="text-ink-2">{textIn(absence, 'note')}</span>
                  </span>
                  {mayEnd ? (
                    <Button size="small" kind="danger" onPress={() => end(absence)}>
                      <Trans>Remove</Trans>
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Faces>
    </Section>
  )
}
