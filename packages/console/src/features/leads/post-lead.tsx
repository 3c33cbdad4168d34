import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LeadResult } from '@rightful/contract/api-paths'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FormEnd } from '../../client/form-end.tsx'
import { $api } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { Button, buttonClasses } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Why } from './why.tsx'

/** A lead that shows something, as somebody might type it into a form. */
const example = {
  company: 'Kraftwerk Süd GmbH',
  email: 'petra.klein@kraftwerk-sued.example',
  country: 'Deutschland',
  employees: '5,000',
  product: 'aurora',
  source: 'web',
  consent: 'yes',
} as const

/** Posts a test lead and shows who got it and why, in one place. */
export function PostLead(): ReactNode {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  if (!can('leads:write')) return null
  return (
    <>
      <Button kind="primary" onPress={() => setOpen(true)}>
        <Trans>Post a test lead</Trans>
      </Button>
      <PostLeadDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function PostLeadDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const queries = useQueryClient()
  const [given, setGiven] = useState<Readonly<Record<string, string>>>(example)
  const post = $api.useMutation('post', '/v1/leads', { onSuccess: () => void queries.invalidateQueries() })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const attributes = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''))
    post.mutate({ body: { attributes } })
  }
  const close = (): void => {
    post.reset()
    onClose()
  }
  if (post.data !== undefined)
    return <Result result={post.data} isOpen={isOpen} onClose={close} onAgain={() => post.reset()} />
  return (
    <Dialog title={<Trans>Post a test lead</Trans>} isOpen={isOpen} onClose={close}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p className="text-ink-2">
          <Trans>It is decided by the active policy, like any other lead.</Trans>
        </p>
        {Object.keys(example).map((name) => (
          <TextField
            key={name}
            label={name}
            value={given[name] ?? ''}
            onChange={(value) => setGiven((all) => ({ ...all, [name]: value }))}
          />
        ))}
        <FormEnd error={post.error} isPending={post.isPending}>
          <Trans>Post</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}

type ResultProps = {
  readonly result: LeadResult
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onAgain: () => void
}

function Result({ result, isOpen, onClose, onAgain }: ResultProps): ReactNode {
  const { t } = useLingui()
  const title = result.owner_id === null ? t`It has no owner yet` : t`It belongs to ${result.owner_id}`
  const actions = (
    <>
      <Button onPress={onAgain}>
        <Trans>Post another</Trans>
      </Button>
      <Link
        to="/leads/$leadId"
        params={{ leadId: result.lead_id }}
        onClick={onClose}
        className={buttonClasses('primary')}
      >
        <Trans>Open the lead</Trans>
      </Link>
    </>
  )
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} size="large" actions={actions}>
      {result.decision_id === null ? <p>{result.reason}</p> : <Why decisionId={result.decision_id} />}
    </Dialog>
  )
}
