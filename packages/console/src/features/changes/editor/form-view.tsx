import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, Plus, Trash2, Undo2 } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { TextField } from '../../../ui/field.tsx'
import { FindingNotes } from './finding-notes.tsx'
import type { Finding, Trial } from './engine-messages.ts'
import { addRoute, changeRoute, moveRoute, readRoutes, removeRoute, type WrittenRoute } from './route-list.ts'
import { documentFile, type PolicyTexts } from './use-policy-texts.ts'
import { NoYaml } from './no-yaml.tsx'

type FormViewProps = {
  readonly texts: PolicyTexts
  readonly findings: readonly Finding[]
  readonly trial: Trial | null
  readonly pools: readonly string[]
}

const ROUTES_SHOWN = 100

/** The routes as a list in the order they are asked; each change is written into the text, and all else of it stays. */
export function FormView({ texts, findings, trial, pools }: FormViewProps): ReactNode {
  const { document, edit } = texts
  const routes = useMemo(() => readRoutes(document), [document])
  const [shown, setShown] = useState(ROUTES_SHOWN)
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<Moved | null>(null)
  useLayoutEffect(() => {
    if (routes !== null && moved.current !== null && list.current !== null) followMoved(list.current, moved.current)
    moved.current = null
  }, [routes])
  if (routes === null) return <NoYaml />
  const taken = trial?.routes?.matched?.routeId
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <Button size="small" onPress={() => edit(documentFile, addRoute(document, pools[0] ?? 'pool'))}>
          <Plus aria-hidden className="size-3.5" />
          <Trans>Add a route</Trans>
        </Button>
        <Button
          size="small"
          kind="quiet"
          isDisabled={!texts.canUndo(documentFile)}
          onPress={() => texts.undo(documentFile)}
        >
          <Undo2 aria-hidden className="size-3.5" />
          <Trans>Undo</Trans>
        </Button>
      </div>
      <ol ref={list} className="flex flex-col divide-y divide-line border-y border-line">
        {routes.slice(0, shown).map((route, index) => (
          // A route is known by its place: its id can be changed, and may be missing.
          <li key={index} className={classes('flex flex-col gap-1.5 py-2', taken === route.id && 'bg-good-ground')}>
            <RouteRow
              route={route}
              at={{ index, count: routes.length }}
              texts={texts}
              isTaken={taken === route.id}
              onMove={(to, by) => (moved.current = { to, by })}
            />
            <FindingNotes findings={findings.filter(({ path }) => isOf(path, index))} />
          </li>
        ))}
      </ol>
      {routes.length <= shown ? null : (
        <Button onPress={() => setShown(shown + ROUTES_SHOWN)}>
          <Trans>Show more of {routes.length} routes</Trans>
        </Button>
      )}
    </div>
  )
}

function isOf(path: string, index: number): boolean {
  const start = `routes[${index}]`
  return path === start || path.startsWith(`${start}.`)
}

/** A route that was moved: where it is now, and by which button. */
type Moved = { readonly to: number; readonly by: -1 | 1 }

/** The keyboard stays with the route that it moved, so that it can be moved on. */
function followMoved(list: HTMLElement, { to, by }: Moved): void {
  const buttons = [by, -by].map((way) => list.children[to]?.querySelector(`[data-move="${way}"]`))
  const button = buttons.find((one) => one instanceof HTMLButtonElement && !one.disabled)
  if (button instanceof HTMLElement) button.focus()
}

type RouteRowProps = {
  readonly onMove: (to: number, by: -1 | 1) => void
  readonly route: WrittenRoute
  readonly at: { readonly index: number; readonly count: number }
  readonly texts: PolicyTexts
  readonly isTaken: boolean
}

function RouteRow({ route, at, texts, isTaken, onMove }: RouteRowProps): ReactNode {
  const { t } = useLingui()
  const { document, edit } = texts
  const { index } = at
  const { id, when, to, table } = route
  const name = id === '' ? t`route ${index + 1}` : id
  const change = (changed: Parameters<typeof changeRoute>[2]): void =>
    edit(documentFile, changeRoute(document, index, changed))
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
      <RouteKeys name={name} at={at} texts={texts} isTaken={isTaken} onMove={onMove} />
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

type RouteKeysProps = Omit<RouteRowProps, 'route'> & { readonly name: string }

function RouteKeys({
  name,
  at: { index, count },
  texts: { document, edit },
  isTaken,
  onMove,
}: RouteKeysProps): ReactNode {
  const { t } = useLingui()
  const move = (by: -1 | 1): void => {
    onMove(index + by, by)
    edit(documentFile, moveRoute(document, index, index + by))
  }
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
        onPress={() => move(-1)}
      >
        <ArrowUp aria-hidden className="size-3.5" />
      </Button>
      <Button
        kind="quiet"
        size="small"
        aria-label={t`Move ${name} down`}
        data-move={1}
        isDisabled={index === count - 1}
        onPress={() => move(1)}
      >
        <ArrowDown aria-hidden className="size-3.5" />
      </Button>
      <Button
        kind="quiet"
        size="small"
        aria-label={t`Remove ${name}`}
        isDisabled={count === 1}
        onPress={() => edit(documentFile, removeRoute(document, index))}
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
