import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { memo, type ReactNode, useState } from 'react'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { TextField } from '../../../ui/field.tsx'
import type { Finding } from './engine-messages.ts'
import { FindingNotes } from './finding-notes.tsx'
import type { WrittenRoute } from './route-list.ts'

/** What can be done with a route, by its place. They stay the same, so that routes which stay are not drawn anew. */
export type RouteActions = {
  readonly change: (index: number, change: Partial<Omit<WrittenRoute, 'table'>>) => void
  readonly move: (index: number, by: -1 | 1) => void
  readonly remove: (index: number) => void
}

type RouteItemProps = Omit<WrittenRoute, 'description'> & {
  readonly index: number
  readonly isOnly: boolean
  readonly isLast: boolean
  /** Whether it takes the lead that is tried. */
  readonly isTaken: boolean
  readonly findings: readonly Finding[]
  readonly actions: RouteActions
}

/** A route in the list, with what was found in it. */
export const RouteItem = memo(function RouteItem(props: RouteItemProps): ReactNode {
  return (
    <li className={classes('flex flex-col gap-1.5 py-2', props.isTaken && 'bg-good-ground')}>
      <RouteRow {...props} />
      <FindingNotes findings={props.findings} />
    </li>
  )
})

function RouteRow(props: RouteItemProps): ReactNode {
  const { t } = useLingui()
  const { index, id, when, to, table, actions } = props
  const name = id === '' ? t`route ${index + 1}` : id
  const change: (changed: Parameters<RouteActions['change']>[1]) => void = (changed) => actions.change(index, changed)
  return (
    <div className="grid items-start gap-x-2 gap-y-1.5 md:grid-cols-[2rem_minmax(0,1fr)_minmax(0,1.5fr)_9.5rem]">
      <span className="tabular pt-1.5 text-right text-ink-3">{index + 1}</span>
      <Cell label={t`Name of ${name}`} value={id} onCommit={(value) => value !== '' && change({ id: value })} />
      {to === null ? (
        <span className="pt-1.5 font-mono text-xs text-ink-2">{table}</span>
      ) : (
        <Cell
          label={t`Where ${name} goes`}
          value={to}
          onCommit={(value) => value !== '' && change({ to: value })}
          isCode
        />
      )}
      <RouteKeys {...props} name={name} />
      <div className="md:col-span-3 md:col-start-2">
        <Cell
          label={t`Condition of ${name}`}
          value={when}
          placeholder={t`always`}
          onCommit={(value) => change({ when: value })}
          isCode
        />
      </div>
    </div>
  )
}

type RouteKeysProps = RouteItemProps & { readonly name: string }

function RouteKeys({ name, index, isOnly, isLast, isTaken, actions }: RouteKeysProps): ReactNode {
  const { t } = useLingui()
  return (
    <span className="flex items-center justify-end">
      {isTaken ? (
        <Badge tone="good">
          <Trans>taken</Trans>
        </Badge>
      ) : null}
      <Button
        kind="quiet"
        size="small"
        aria-label={t`Move ${name} up`}
        data-move={-1}
        isDisabled={index === 0}
        onPress={() => actions.move(index, -1)}
      >
        <ArrowUp aria-hidden className="size-3.5" />
      </Button>
      <Button
        kind="quiet"
        size="small"
        aria-label={t`Move ${name} down`}
        data-move={1}
        isDisabled={isLast}
        onPress={() => actions.move(index, 1)}
      >
        <ArrowDown aria-hidden className="size-3.5" />
      </Button>
      <Button
        kind="quiet"
        size="small"
        aria-label={t`Remove ${name}`}
        isDisabled={isOnly}
        onPress={() => actions.remove(index)}
      >
        <Trash2 aria-hidden className="size-3.5" />
      </Button>
    </span>
  )
}

type CellProps = {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly isCode?: boolean
  readonly onCommit: (value: string) => void
}

/** A text that counts as soon as it is left, or by Enter; Escape takes back what was typed. */
function Cell({ label, value, placeholder, isCode = false, onCommit }: CellProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    if (typed !== null && typed !== value) onCommit(typed.trim())
    setTyped(null)
  }
  return (
    <div className={isCode ? '[&_input]:font-mono [&_input]:text-xs' : undefined}>
      <TextField
        label={label}
        isLabelHidden
        value={typed ?? value}
        onChange={setTyped}
        onBlur={commit}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commit()
          if (key === 'Escape') setTyped(null)
        }}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
    </div>
  )
}
