import { useLingui } from '@lingui/react/macro'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classes } from '../../../ui/classes.ts'
import type { Finding } from './engine-messages.ts'
import { type Cell, cellsIn, type GridKeys } from './use-grid-keys.ts'

const ROW_PX = 28
const VIEW_PX = 520
const BEYOND_ROWS = 10

type TableGridProps = {
  readonly label: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly keys: GridKeys
  /** What was found in a row. */
  readonly findingsOf: (row: number) => readonly Finding[]
  /** The row that takes the lead that is tried. */
  readonly takenRow: number | null
}

/** A table to write in, as in a spreadsheet. Only the rows in sight are drawn. */
export function TableGrid({ label, headers, rows, keys, findingsOf, takenRow }: TableGridProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const { head } = keys.range
  const isEntered = useRef(false)
  const first = Math.max(0, Math.min(Math.floor(top / ROW_PX) - BEYOND_ROWS, rows.length))
  const last = Math.min(rows.length, Math.ceil((top + VIEW_PX) / ROW_PX) + BEYOND_ROWS)
  const isTyping = keys.typed !== null
  useEffect(() => {
    if (isEntered.current && !isTyping && frame.current !== null) showCell(frame.current, head)
  }, [head, isTyping])
  const chosen = new Set(cellsIn(keys.range).map(({ row, column }) => `${row} ${column}`))
  return (
    <div
      ref={frame}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onFocus={() => (isEntered.current = true)}
      className="max-h-[32.5rem] overflow-auto rounded-lg border border-line"
    >
      <table
        // The element brings rows and columns; that its cells can be chosen and written in makes it a grid.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={headers.length + 1}
        aria-multiselectable
        onKeyDown={keys.onKeyDown}
        onCopy={keys.onCopy}
        onPaste={keys.onPaste}
        className="w-full border-separate border-spacing-0 font-mono text-xs"
      >
        <GridHead headers={headers} />
        <tbody>
          {first === 0 ? null : <Space rows={first} />}
          {rows.slice(first, last).map((cells, at) => {
            const row = first + at
            return (
              <GridRow
                key={row}
                row={row}
                cells={headers.map((header, column) => ({ header, text: cells[column] ?? '' }))}
                keys={keys}
                chosen={chosen}
                findings={findingsOf(row)}
                isTaken={row === takenRow}
              />
            )
          })}
          {last === rows.length ? null : <Space rows={rows.length - last} />}
        </tbody>
      </table>
    </div>
  )
}

function GridHead({ headers }: Pick<TableGridProps, 'headers'>): ReactNode {
  const { t } = useLingui()
  const look = 'sticky top-0 z-10 h-7 border-b border-line bg-sunken px-2 text-left font-medium text-ink-2'
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={classes(look, 'w-12')}>
          {t`Row`}
        </th>
        {headers.map((header, column) => (
          <th key={`${header} ${column}`} scope="col" className={look}>
            {header}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** Stands for rows that are not drawn. */
function Space({ rows }: { readonly rows: number }): ReactNode {
  return (
    <tr aria-hidden>
      <td className="p-0" ref={(cell) => cell?.style.setProperty('height', `${rows * ROW_PX}px`)}>
        {null}
      </td>
    </tr>
  )
}

type GridRowProps = {
  readonly row: number
  readonly cells: readonly { readonly header: string; readonly text: string }[]
  readonly keys: GridKeys
  readonly chosen: ReadonlySet<string>
  readonly findings: readonly Finding[]
  readonly isTaken: boolean
}

function GridRow({ row, cells, keys, chosen, findings, isTaken }: GridRowProps): ReactNode {
  const worst = findings.find(({ severity }) => severity === 'error') ?? findings[0]
  const Icon = worst?.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <tr aria-rowindex={row + 2} className={isTaken ? 'bg-good-ground' : undefined}>
      <th scope="row" className="h-7 border-b border-line px-2 text-left font-normal text-ink-3">
        <span className="flex items-center gap-1">
          {row + 1}
          {worst === undefined ? null : (
            <Icon
              role="img"
              aria-label={findings.map(({ what }) => what).join(' ')}
              className={classes('size-3.5', worst.severity === 'error' ? 'text-bad' : 'text-warn')}
            />
          )}
        </span>
      </th>
      {cells.map(({ header, text }, column) => (
        <GridCell
          key={`${header} ${column}`}
          at={{ row, column }}
          text={text}
          label={`${header} ${row + 1}`}
          keys={keys}
          isChosen={chosen.has(`${row} ${column}`)}
        />
      ))}
    </tr>
  )
}

type GridCellProps = {
  readonly at: Cell
  readonly text: string
  readonly label: string
  readonly keys: GridKeys
  readonly isChosen: boolean
}

function GridCell({ at, text, label, keys, isChosen }: GridCellProps): ReactNode {
  const { head } = keys.range
  const isHead = head.row === at.row && head.column === at.column
  const isTyping = isHead && keys.typed !== null
  return (
    <td
      data-cell={`${at.row} ${at.column}`}
      aria-selected={isChosen}
      tabIndex={isHead && !isTyping ? 0 : -1}
      onMouseDown={({ shiftKey }) => {
        if (isTyping) return
        keys.commit()
        keys.goTo(at, shiftKey)
      }}
      onDoubleClick={() => keys.setTyped(text)}
      className={classes(
        'h-7 max-w-72 truncate border-b border-l border-line px-2 whitespace-nowrap outline-none focus:outline-2 focus:-outline-offset-2 focus:outline-accent',
        isChosen && 'bg-chosen',
      )}
    >
      {isTyping ? (
        <input
          aria-label={label}
          ref={focusOn}
          value={keys.typed ?? ''}
          onChange={({ target }) => keys.setTyped(target.value)}
          onBlur={keys.commit}
          className="-mx-1 h-6 w-[calc(100%+0.5rem)] min-w-24 rounded-sm bg-ground px-1 outline-2 outline-accent"
        />
      ) : (
        text
      )}
    </td>
  )
}

/** Brings a cell into sight, below the header, and the keyboard to it. */
function showCell(frame: HTMLElement, { row, column }: Cell): void {
  const [above, below] = [row * ROW_PX, (row + 2) * ROW_PX - frame.clientHeight]
  if (frame.scrollTop > above) frame.scrollTop = above
  else if (frame.scrollTop < below) frame.scrollTop = below
  // It is drawn only once it is in sight.
  requestAnimationFrame(() => {
    const cell = frame.querySelector(`[data-cell="${row} ${column}"]`)
    if (cell instanceof HTMLElement && !cell.contains(document.activeElement)) cell.focus({ preventScroll: true })
  })
}

function focusOn(input: HTMLInputElement | null): void {
  input?.focus()
}
