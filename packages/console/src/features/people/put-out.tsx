import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { RecordVersion } from '@rightful/contract/api-paths'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { shownFailure } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { nameOf, textIn } from '../../client/record-body.ts'
import { useZone } from '../../client/zone.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { instantText } from '../../ui/instant.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Failed } from '../../ui/states.tsx'
import { backAt, type OutUntil } from './absence-times.ts'

/** Puts somebody out for a while: nothing new goes to them until they are back. */
export function PutOut({ owner }: { readonly owner: RecordVersion }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onPress={() => setOpen(true)}>
        <Trans>Put out …</Trans>
      </Button>
      {isOpen ? <PutOutDialog owner={owner} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

type PutOutDialogProps = { readonly owner: RecordVersion; readonly onClose: () => void }

function PutOutDialog({ owner, onClose }: PutOutDialogProps): ReactNode {
  const { t } = useLingui()
  const ownZone = useZone()
  const zone = textIn(owner, 'zone') ?? ownZone
  const [date, setDate] = useState('')
  const [note, setNote] = useState('')
  const post = usePutOut(owner, zone, onClose)
  const put = (choice: OutUntil): void => {
    const until = backAt(choice, date, zone)
    if (until === null) return
    const from = Temporal.Now.instant().round('second').toString()
    const body = { from, until, ...(note.trim() === '' ? {} : { note: note.trim() }) }
    post.mutate({ params: { path: { owner_id: owner.id } }, body })
  }
  const presets = [
    ['today', t`Rest of today`],
    ['tomorrow', t`Today and tomorrow`],
    ['monday', t`Until Monday`],
  ] as const
  return (
    <Dialog title={<Trans>Put {nameOf(owner)} out</Trans>} isOpen onClose={onClose}>
      <p className="text-ink-2">
        <Trans>Leads go to others meanwhile. Days end at midnight in {zone}.</Trans>
      </p>
      <TextField label={t`Reason`} value={note} onChange={setNote} placeholder={t`Such as: sick`} />
      <div className="flex flex-wrap gap-2">
        {presets.map(([choice, label]) => (
          <Button key={choice} isPending={post.isPending} onPress={() => put(choice)}>
            {label}
          </Button>
        ))}
      </div>
      <div className="flex items-end gap-2">
        <TextField label={t`Back on`} type="date" value={date} onChange={setDate} />
        <Button isDisabled={backAt('date', date, zone) === null} onPress={() => put('date')}>
          <Trans>Until then</Trans>
        </Button>
      </div>
      {post.error === null ? null : <Failed failure={shownFailure(post.error)} />}
    </Dialog>
  )
}

function usePutOut(owner: RecordVersion, zone: string, onDone: () => void) {
  const { t } = useLingui()
  const tell = useTell()
  const queries = useQueryClient()
  const again = (): void => void queries.invalidateQueries()
  const undo = $api.useMutation('delete', '/v1/owners/{owner_id}/absences/{absence_id}', {
    onSuccess: () => {
      tell(t`Taken back.`)
      again()
    },
    onError: (error) => tell(failureOf(error).message, 'bad'),
  })
  return $api.useMutation('post', '/v1/owners/{owner_id}/absences', {
    onSuccess: (absence) => {
      const until = instantText(textIn(absence, 'until') ?? absence.valid_from, zone)
      tell(t`${nameOf(owner)} is out until ${until}.`, 'good', {
        label: t`Undo`,
        onPress: () => undo.mutate({ params: { path: { owner_id: owner.id, absence_id: absence.id } } }),
      })
      again()
      onDone()
    },
  })
}
