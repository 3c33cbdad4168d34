import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, Text as TextIcon } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/states.tsx'
import type { Finding, PolicyShape, Trial } from './engine-messages.ts'
import { FindingNotes } from './finding-notes.tsx'
import { GraphDrawing } from './graph-drawing.tsx'
import { type GraphNode, layOut } from './graph-layout.ts'
import { moveRoute, readRoutes } from './route-list.ts'
import { documentFile, type PolicyTexts } from './use-policy-texts.ts'
import { useRouteHits } from './use-route-hits.ts'

type GraphViewProps = {
  readonly texts: PolicyTexts
  /** The newest draft that could be read. */
  readonly shape: PolicyShape | null
  readonly isCurrent: boolean
  readonly findings: readonly Finding[]
  readonly trial: Trial | null
  readonly onGoTo: (line: number) => void
}

/** The policy as a flow, with the leads that each route took lately, and the way of the lead that is tried. */
export function GraphView({ texts, shape, isCurrent, findings, trial, onGoTo }: GraphViewProps): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null)
  const hits = useRouteHits()
  const layout = useMemo(() => (shape === null ? null : layOut(shape, trial, findings)), [shape, trial, findings])
  if (layout === null)
    return (
      <Empty title={<Trans>There is nothing to draw yet.</Trans>}>
        <Trans>The flow is drawn once the text can be read as a policy.</Trans>
      </Empty>
    )
  const node = layout.nodes.find(({ id }) => id === chosen) ?? null
  const move = (from: string, by: number): void => {
    const index = readRoutes(texts.document)?.findIndex(({ id }) => id === from) ?? -1
    if (index >= 0) texts.edit(documentFile, moveRoute(texts.document, index, index + by))
  }
  return (
    <div className="flex flex-col gap-2">
      <GraphBar
        node={node}
        routeCount={shape?.routes.length ?? 0}
        isCurrent={isCurrent}
        onMove={move}
        onGoTo={onGoTo}
      />
      <GraphDrawing layout={layout} hits={hits} chosen={chosen} onChoose={setChosen} onMove={isCurrent ? move : null} />
      {layout.hidden === 0 ? null : (
        <p className="text-ink-2">
          <Trans>{layout.hidden} more routes are in the list of routes.</Trans>
        </p>
      )}
      <FindingNotes findings={node?.findings ?? []} />
      <p className="text-xs text-ink-3">
        <Trans>
          Hard rules first, then routes from the top: the first that is true takes the lead. Figures are leads of the
          last 28 days. Drag a route, or choose it and use the buttons, to move it.
        </Trans>
      </p>
    </div>
  )
}

type GraphBarProps = {
  readonly node: GraphNode | null
  readonly routeCount: number
  readonly isCurrent: boolean
  readonly onMove: (route: string, by: number) => void
  readonly onGoTo: (line: number) => void
}

/** What can be done with the box that is chosen. */
function GraphBar({ node, routeCount, isCurrent, onMove, onGoTo }: GraphBarProps): ReactNode {
  const { t } = useLingui()
  const isRoute = node?.kind === 'route' && isCurrent
  const line = node?.line ?? null
  return (
    <div role="toolbar" aria-label={t`Chosen part`} className="flex flex-wrap items-center gap-2">
      <span className="min-w-32 font-mono text-xs text-ink-2">
        {node === null ? <Trans>Nothing chosen</Trans> : node.title}
      </span>
      <Button
        size="small"
        kind="quiet"
        isDisabled={!isRoute || node.index === 0}
        onPress={() => node !== null && onMove(node.title, -1)}
      >
        <ArrowUp aria-hidden className="size-3.5" />
        <Trans>Move up</Trans>
      </Button>
      <Button
        size="small"
        kind="quiet"
        isDisabled={!isRoute || node.index >= routeCount - 1}
        onPress={() => node !== null && onMove(node.title, 1)}
      >
        <ArrowDown aria-hidden className="size-3.5" />
        <Trans>Move down</Trans>
      </Button>
      <Button size="small" kind="quiet" isDisabled={line === null} onPress={() => line !== null && onGoTo(line)}>
        <TextIcon aria-hidden className="size-3.5" />
        <Trans>Show in the text</Trans>
      </Button>
    </div>
  )
}
