import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { $api } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

/** Makes a webhook; its secret is shown this once. */
export function AddWebhook(): ReactNode {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  if (!can('connections:write')) return null
  return (
    <>
      <Button kind="primary" onPress={() => setOpen(true)}>
        <Trans>Add a webhook</Trans>
      </Button>
      {isOpen ? <WebhookDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function WebhookDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const add = $api.useMutation('post', '/v1/destinations', {
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['get', '/v1/destinations'] }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate({ body: { kind: 'webhook', name, url } })
  }
  if (add.data !== undefined) {
    return (
      <Dialog title={<Trans>Its secret</Trans>} isOpen onClose={onClose}>
        <p>
          <Trans>Receivers verify by it that an event is from here. It is shown only now.</Trans>
        </p>
        <code className="rounded bg-sunken p-2 font-mono text-xs break-all">{add.data.secret}</code>
      </Dialog>
    )
  }
  return (
    <Dialog title={<Trans>Add a webhook</Trans>} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField label={t`Name`} isRequired value={name} onChange={setName} />
        <TextField label={t`Address`} type="url" placeholder="https://" isRequired value={url} onChange={setUrl} />
        <FormEnd error={add.error} isPending={add.isPending}>
          <Trans>Add</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}
