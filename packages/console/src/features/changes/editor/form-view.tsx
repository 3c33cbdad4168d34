import { Trans } from '@lingui/react/macro'
import { Plus, Undo2 } from 'lucide-react'
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import type { Finding, Trial } from './engine-messages.ts'
import { addRoute, changeRoute, moveRoute, readRoutes, removeRoute } from './route-list.ts'
import { type RouteActions, RouteItem } from './route-item.tsx'
import type { Edit } from './written-document.ts'
import { documentFile, type PolicyTexts } from './use-policy-texts.ts'
import { NoYaml } from './no-yaml.tsx'

type FormViewProps = {
  readonly texts: PolicyTexts
  readonly findings: readonly Finding[]
  readonly trial: Trial | null
  readonly pools: readonly string[]
}

const ROUTES_SHOWN = 50

/** The routes as a list in the order they are asked; each change is written into the text, and all else of it stays. */
export function FormView({ texts, findings, trial, pools }: FormViewProps): ReactNode {
  const { document, edit } = texts
  const routes = useMemo(() => readRoutes(document), [document])
  const [shown, setShown] = useState(ROUTES_SHOWN)
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<Moved | null>(null)
  const actions = useRouteActions(
    texts,
    useCallback((now) => (moved.current = now), []),
  )
  const found = useMemo(() => byRoute(findings), [findings])
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
        {routes.slice(0, shown).map(({ id, when, to, table }, index) => (
          <RouteItem
            // A route is known by its place: its id can be changed, and may be missing.
            key={index}
            {...{ id, when, to, table, index, actions }}
            isOnly={routes.length === 1}
            isLast={index === routes.length - 1}
            isTaken={taken === id}
            findings={found.get(index) ?? none}
          />
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

function useRouteActions({ edit, stateOf }: PolicyTexts, onMove: (moved: Moved) => void): RouteActions {
  return useMemo(() => {
    const change = (make: (text: string) => readonly Edit[]): void =>
      edit(documentFile, make(stateOf(documentFile).doc.toString()))
    return {
      change: (index, changed) => change((text) => changeRoute(text, index, changed)),
      move: (index, by) => {
        onMove({ to: index + by, by })
        change((text) => moveRoute(text, index, index + by))
      },
      remove: (index) => change((text) => removeRoute(text, index)),
    }
  }, [edit, stateOf, onMove])
}

const none: readonly Finding[] = []

/** What was found in each route, by its place. */
function byRoute(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const at = ({ path }: Finding): number => Number(/^routes\[(\d+)\]/.exec(path)?.[1] ?? -1)
  return Map.groupBy(findings, at)
}

/** A route that was moved: where it is now, and by which button. */
type Moved = { readonly to: number; readonly by: -1 | 1 }

/** The keyboard stays with the route that it moved, so that it can be moved on. */
function followMoved(list: HTMLElement, { to, by }: Moved): void {
  const buttons = [by, -by].map((way) => list.children[to]?.querySelector(`[data-move="${way}"]`))
  const button = buttons.find((one) => one instanceof HTMLButtonElement && !one.disabled)
  if (button instanceof HTMLElement) button.focus()
}
