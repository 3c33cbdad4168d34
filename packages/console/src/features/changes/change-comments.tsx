import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { ChangeDetail } from '@rightful/contract/api-paths'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ActorName } from '../../client/actor-name.tsx'
import { $api } from '../../client/api.ts'
import { shownFailure } from '../../client/faces.tsx'
import { useCan } from '../../client/session.ts'
import { useZone } from '../../client/zone.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'

/** What was said about a change, and a place to say more. */
export function ChangeComments({ change }: { readonly change: ChangeDetail }): ReactNode {
  const zone = useZone()
  const can = useCan()
  return (
    <Section title={<Trans>Comments</Trans>}>
      <ul className="flex flex-col gap-2">
        {change.comments.map(({ comment_id: id, created_by: by, created_at: at, text }) => (
          <li key={id}>
            <p className="text-xs text-ink-3">
              <ActorName actor={by} />, <Ago at={at} zone={zone} />
            </p>
            <p className="max-w-prose whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ul>
      {can('policies:propose') ? <AddComment changeId={change.change_id} /> : null}
    </Section>
  )
}

function AddComment({ changeId }: { readonly changeId: string }): ReactNode {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const add = $api.useMutation('post', '/v1/changes/{change_id}/comments', {
    onSuccess: () => {
      setText('')
      void queries.invalidateQueries({ queryKey: ['get', '/v1/changes/{change_id}'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate({ params: { path: { change_id: changeId } }, body: { text } })
  }
  return (
    <form onSubmit={submit} className="flex max-w-prose flex-col items-start gap-2">
      <div className="w-full">
        <TextField label={t`Comment`} isLabelHidden placeholder={t`Comment`} rows={2} value={text} onChange={setText} />
      </div>
      {add.error === null ? null : <Failed failure={shownFailure(add.error)} />}
      <Button type="submit" isDisabled={text.trim() === ''} isPending={add.isPending}>
        <Trans>Comment</Trans>
      </Button>
    </form>
  )
}
