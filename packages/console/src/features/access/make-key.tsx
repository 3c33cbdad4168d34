import { Trans, useLingui } from '@lingui/react/macro'
import { isScope, type Scope, scopes } from '@rightful/contract/grants'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { FormEnd } from '../../client/form-end.tsx'
import { useCan } from '../../client/session.ts'
import { isStepUpNeeded, StepUp } from '../../client/step-up.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Once } from './one-time-link.tsx'

const DAY_MS = 86_400_000
const FOR_GOOD = 'none'

/** Makes a key for a program; it is shown once. */
export function MakeKey(): ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onPress={() => setOpen(true)}>
        <Trans>Make a key …</Trans>
      </Button>
      {isOpen ? <MakeKeyDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function MakeKeyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>(['leads:write'])
  const [days, setDays] = useState('90')
  const make = $api.useMutation('post', '/v1/api-keys', { onSuccess: () => void queries.invalidateQueries() })
  const send = (): void => make.mutate({ body: { name, scopes: [...chosen], expires_at: expiryIn(days) } })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    send()
  }
  if (isStepUpNeeded(make.error)) return <StepUp onClose={() => make.reset()} onDone={send} />
  if (make.data !== undefined) {
    return (
      <Dialog title={<Trans>{make.data.name}: keep this key</Trans>} isOpen onClose={onClose}>
        <p>
          <Trans>It is shown only now, and stored nowhere. Whoever has it may do what you chose.</Trans>
        </p>
        <Once text={make.data.key} />
      </Dialog>
    )
  }
  return (
    <Dialog title={<Trans>Make an API key</Trans>} isOpen onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t`Name`}
          hint={t`Such as the program that uses it.`}
          isRequired
          value={name}
          onChange={setName}
        />
        <ScopePicker chosen={chosen} onChange={setChosen} />
        <Expiry days={days} onChange={setDays} />
        <FormEnd error={make.error} isPending={make.isPending} isDisabled={chosen.length === 0}>
          <Trans>Make the key</Trans>
        </FormEnd>
      </form>
    </Dialog>
  )
}

function expiryIn(days: string): string | null {
  return days === FOR_GOOD ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString()
}

function Expiry({ days, onChange }: { readonly days: string; readonly onChange: (days: string) => void }): ReactNode {
  const { t } = useLingui()
  return (
    <Select
      label={t`Ends`}
      value={days}
      onChange={onChange}
      choices={[
        { id: '30', label: t`In 30 days` },
        { id: '90', label: t`In 90 days` },
        { id: '365', label: t`In a year` },
        { id: FOR_GOOD, label: t`Never` },
      ]}
    />
  )
}

type ScopePickerProps = { readonly chosen: readonly Scope[]; readonly onChange: (chosen: readonly Scope[]) => void }

/** What a key may do; nobody can give what they do not have. */
function ScopePicker({ chosen, onChange }: ScopePickerProps): ReactNode {
  const can = useCan()
  return (
    <fieldset className="flex max-h-64 flex-col gap-1.5 overflow-auto rounded-md border border-line p-2">
      <legend className="px-1 text-xs font-medium text-ink-2">
        <Trans>May do</Trans>
      </legend>
      {Object.entries(scopes).map(([scope, meaning]) =>
        isScope(scope) && can(scope) ? (
          <Checkbox
            key={scope}
            isSelected={chosen.includes(scope)}
            onChange={(isIn) => onChange(isIn ? [...chosen, scope] : chosen.filter((other) => other !== scope))}
          >
            <span>
              <code className="font-mono text-xs">{scope}</code> <span className="text-xs text-ink-2">{meaning}</span>
            </span>
          </Checkbox>
        ) : null,
      )}
    </fieldset>
  )
}
