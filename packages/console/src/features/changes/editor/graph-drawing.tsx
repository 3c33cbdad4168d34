import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { type PointerEvent, type ReactNode, useState } from 'react'
import { classes } from '../../../ui/classes.ts'
import { type GraphEdge, type GraphLayout, type GraphNode, NODE_HEIGHT, NODE_WIDTH, ROW } from './graph-layout.ts'

/** Room around the drawing, for the outline of what has the keyboard. */
const MARGIN = 8
const TITLE_LETTERS = 22
const DETAIL_LETTERS = 31

type GraphDrawingProps = {
  readonly layout: GraphLayout
  /** Leads by route; `null`: not known. */
  readonly hits: ReadonlyMap<string, number> | null
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  /** Moves a route by so many places; `null`: not now. */
  readonly onMove: ((route: string, by: number) => void) | null
}

/** A route that is dragged, and how far by now. */
type Drag = { readonly id: string; readonly from: number; readonly by: number }

/** The boxes of a policy and the ways between them. */
export function GraphDrawing({ layout, hits, chosen, onChoose, onMove }: GraphDrawingProps): ReactNode {
  const { t } = useLingui()
  const [drag, setDrag] = useState<Drag | null>(null)
  const { nodes, edges, width, height } = layout
  const move = ({ clientY }: PointerEvent): void =>
    setDrag((now) => (now === null ? null : { ...now, by: clientY - now.from }))
  const drop = (node: GraphNode): void => {
    const places = drag?.id === node.id ? Math.round(drag.by / ROW) : 0
    setDrag(null)
    const to = Math.max(0, Math.min(nodes.filter(({ kind }) => kind === 'route').length - 1, node.index + places))
    if (to !== node.index) onMove?.(node.title, to - node.index)
  }
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <svg
        role="group"
        aria-label={t`Flow of the policy`}
        width={width + 2 * MARGIN}
        height={height + 2 * MARGIN}
        viewBox={`${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`}
        className="block"
      >
        {edges.map((edge) => (
          <Way key={`${edge.from.id} ${edge.to.id}`} edge={edge} />
        ))}
        {nodes.map((node) => (
          <Box
            key={node.id}
            node={node}
            hits={node.kind === 'route' && hits !== null ? (hits.get(node.title) ?? 0) : null}
            isChosen={node.id === chosen}
            lift={drag?.id === node.id ? drag.by : 0}
            onChoose={() => onChoose(node.id)}
            onGrab={({ clientY, currentTarget, pointerId }) => {
              if (node.kind !== 'route' || onMove === null) return
              currentTarget.setPointerCapture(pointerId)
              setDrag({ id: node.id, from: clientY, by: 0 })
            }}
            onDrag={move}
            onDrop={() => drop(node)}
          />
        ))}
      </svg>
    </div>
  )
}

function Way({ edge: { from, to, isLit } }: { readonly edge: GraphEdge }): ReactNode {
  const [x1, y1, x2, y2] = [from.x + NODE_WIDTH, from.y + NODE_HEIGHT / 2, to.x, to.y + NODE_HEIGHT / 2]
  const middle = (x1 + x2) / 2
  return (
    <path
      aria-hidden
      d={`M ${x1} ${y1} C ${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`}
      className={classes('fill-none', isLit ? 'stroke-good stroke-2' : 'stroke-line-strong/60')}
    />
  )
}

type BoxProps = {
  readonly node: GraphNode
  readonly hits: number | null
  readonly isChosen: boolean
  /** How far it is dragged. */
  readonly lift: number
  readonly onChoose: () => void
  readonly onGrab: (event: PointerEvent<SVGElement>) => void
  readonly onDrag: (event: PointerEvent) => void
  readonly onDrop: () => void
}

function Box({ node, hits, isChosen, lift, onChoose, onGrab, onDrag, onDrop }: BoxProps): ReactNode {
  const { x, y, title, detail, findings, isLit } = node
  const worst = findings.find(({ severity }) => severity === 'error') ?? findings[0]
  const tone = isLit
    ? 'fill-good-ground stroke-good'
    : isChosen
      ? 'fill-chosen stroke-accent'
      : 'fill-raised stroke-line-strong'
  return (
    <g transform={`translate(${x} ${y + lift})`} className={lift === 0 ? undefined : 'opacity-80'}>
      <g aria-hidden>
        <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={6} className={classes(tone, isChosen && 'stroke-2')} />
        <text x={10} y={18} className="fill-ink text-xs font-medium">
          {shortened(title, TITLE_LETTERS)}
        </text>
        <text x={10} y={34} className="fill-ink-2 font-mono text-[10px]">
          {shortened(detail, DETAIL_LETTERS)}
        </text>
        {hits === null ? null : (
          <text x={NODE_WIDTH - 10} y={18} textAnchor="end" className="tabular fill-ink-2 text-xs">
            {hits}
          </text>
        )}
        {worst === undefined ? null : (
          <circle cx={NODE_WIDTH} cy={0} r={6} className={worst.severity === 'error' ? 'fill-bad' : 'fill-warn'} />
        )}
      </g>
      <rect
        role="button"
        tabIndex={0}
        aria-label={useLabel(node, hits)}
        aria-pressed={isChosen}
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        rx={6}
        onClick={onChoose}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          onChoose()
        }}
        onPointerDown={onGrab}
        onPointerMove={onDrag}
        onPointerUp={onDrop}
        className="touch-none fill-transparent outline-none focus-visible:stroke-accent focus-visible:stroke-3"
      >
        <title>{detail === '' ? title : `${title}: ${detail}`}</title>
      </rect>
    </g>
  )
}

function useLabel({ kind, title, detail, findings, isLit }: GraphNode, hits: number | null): string {
  const { t } = useLingui()
  const kinds = { constraint: t`Hard rule`, route: t`Route`, fallback: t`Fallback`, place: t`Place` }
  return [
    `${kinds[kind]} ${title}`,
    detail,
    hits === null ? '' : t`${plural(hits, { one: '# lead', other: '# leads' })}`,
    isLit ? t`on the way of the lead` : '',
    ...findings.map(({ what }) => what),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`
}
