import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { readTabbed, writeTabbed } from './csv-cells.ts'

/** A cell by its row and column, from 0, without the header. */
export type Cell = { readonly row: number; readonly column: number }
/** A rectangle of cells: from where it was begun to where it is now. */
export type Range = { readonly anchor: Cell; readonly head: Cell }

/** What keys and the clipboard do with a grid of texts. */
export type GridContent = {
  readonly rows: readonly (readonly string[])[]
  readonly columns: number
  readonly onWrite: (cells: readonly (Cell & { readonly text: string })[]) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  /** Escape, where nothing is typed: whoever has the keyboard only gets out of the grid by it. */
  readonly onLeave: () => void
}

/** Where one is in a grid, and what is typed there. */
export type GridKeys = {
  readonly range: Range
  /** What is typed into the cell at the head; `null`: nothing is. */
  readonly typed: string | null
  readonly setTyped: (text: string | null) => void
  readonly goTo: (cell: Cell, isExtending?: boolean) => void
  readonly commit: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onCopy: (event: ClipboardEvent) => void
  readonly onPaste: (event: ClipboardEvent) => void
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const start: Cell = { row: 0, column: 0 }

/** Where one is, and how one gets elsewhere. */
type Walk = Pick<GridKeys, 'range' | 'goTo'> & {
  readonly move: (by: readonly [number, number], isExtending?: boolean) => void
  /** To the next cell or the one before, over the ends of rows; `false`: there is none. */
  readonly step: (by: 1 | -1) => boolean
}

function useWalk({ rows, columns }: GridContent): Walk {
  const [range, setRange] = useState<Range>({ anchor: start, head: start })
  const { head } = range
  const goTo = ({ row, column }: Cell, isExtending = false): void => {
    const to = {
      row: Math.max(0, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(columns - 1, column)),
    }
    setRange(({ anchor }) => ({ anchor: isExtending ? anchor : to, head: to }))
  }
  const step = (by: 1 | -1): boolean => {
    const at = head.row * columns + head.column + by
    if (at < 0 || at >= rows.length * columns) return false
    goTo({ row: Math.floor(at / columns), column: at % columns })
    return true
  }
  const move: Walk['move'] = ([down, right], isExtending) =>
    goTo({ row: head.row + down, column: head.column + right }, isExtending)
  return { range, goTo, move, step }
}

/** What is typed into a cell until it counts. */
type Typing = Pick<GridKeys, 'typed' | 'setTyped' | 'commit'>

function useTyping({ rows, onWrite }: GridContent, head: Cell): Typing {
  const [typed, show] = useState<string | null>(null)
  // Leaving a cell by a key takes its input away, which tells that it was left once more.
  const newest = useRef<string | null>(null)
  const setTyped = (text: string | null): void => {
    newest.current = text
    show(text)
  }
  const commit = (): void => {
    const { current } = newest
    setTyped(null)
    if (current !== null && current !== (rows[head.row]?.[head.column] ?? '')) onWrite([{ ...head, text: current }])
  }
  return { typed, setTyped, commit }
}

/** Moves, types, copies and pastes as spreadsheets do. */
export function useGridKeys(content: GridContent): GridKeys {
  const walk = useWalk(content)
  const { range } = walk
  const typing = useTyping(content, range.head)
  const { typed } = typing
  const { rows, columns, onWrite } = content
  return {
    range,
    goTo: walk.goTo,
    ...typing,
    onKeyDown: (event) => {
      const isUsed = typed === null ? standingKey(event, { content, walk, typing }) : typingKey(event, { walk, typing })
      if (isUsed) event.preventDefault()
    },
    onCopy: (event) => {
      if (typed !== null) return
      event.preventDefault()
      const byRow = Map.groupBy(cellsIn(range), ({ row }) => row)
      const texts = [...byRow.values()].map((cells) => cells.map(({ row, column }) => rows[row]?.[column] ?? ''))
      event.clipboardData.setData('text/plain', writeTabbed(texts))
    },
    onPaste: (event) => {
      if (typed !== null) return
      event.preventDefault()
      onWrite(pasted(readTabbed(event.clipboardData.getData('text/plain')), range, columns))
    },
  }
}

type Parts = { readonly content: GridContent; readonly walk: Walk; readonly typing: Typing }

function typingKey({ key, shiftKey }: KeyboardEvent, { walk, typing }: Omit<Parts, 'content'>): boolean {
  if (key === 'Escape') {
    typing.setTyped(null)
    return true
  }
  if (key !== 'Enter' && key !== 'Tab') return false
  typing.commit()
  if (key === 'Enter') walk.move([shiftKey ? -1 : 1, 0])
  else walk.step(shiftKey ? -1 : 1)
  return true
}

function standingKey(event: KeyboardEvent, parts: Parts): boolean {
  const { key, shiftKey, ctrlKey, metaKey } = event
  const { content, walk, typing } = parts
  const { head } = walk.range
  const arrow = arrows[key]
  if (key === 'Tab') return walk.step(shiftKey ? -1 : 1)
  if (ctrlKey || metaKey) return commandKey(key.toLowerCase(), shiftKey, parts)
  if (arrow !== undefined) walk.move(arrow, shiftKey)
  else if (key === 'Enter' || key === 'F2') typing.setTyped(content.rows[head.row]?.[head.column] ?? '')
  else if (key === 'Delete' || key === 'Backspace')
    content.onWrite(cellsIn(walk.range).map((cell) => ({ ...cell, text: '' })))
  else if (key === 'Home' || key === 'End')
    walk.goTo({ row: head.row, column: key === 'Home' ? 0 : content.columns - 1 }, shiftKey)
  else if (key === 'Escape') content.onLeave()
  else if (key.length === 1) typing.setTyped(key)
  else return false
  return true
}

function commandKey(key: string, shiftKey: boolean, { content, walk }: Parts): boolean {
  if (key === 'z' && !shiftKey) content.onUndo()
  else if (key === 'y' || key === 'z') content.onRedo()
  else if (key === 'home') walk.goTo(start)
  else if (key === 'end') walk.goTo({ row: content.rows.length - 1, column: content.columns - 1 })
  else return false
  return true
}

/** One cell fills the whole range, as in spreadsheets; more go from its corner on, as far as there are columns. */
function pasted(rows: readonly (readonly string[])[], range: Range, columns: number) {
  const corner = cellsIn(range)[0] ?? range.head
  const only = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined
  if (only !== undefined) return cellsIn(range).map((cell) => ({ ...cell, text: only }))
  return rows.flatMap((cells, down) =>
    cells.flatMap((text, right) => {
      const [row, column] = [corner.row + down, corner.column + right]
      return column < columns ? [{ row, column, text }] : []
    }),
  )
}

/** The cells of a range, row by row. */
export function cellsIn({ anchor, head }: Range): readonly Cell[] {
  const [top, left] = [Math.min(anchor.row, head.row), Math.min(anchor.column, head.column)]
  const [height, width] = [Math.abs(anchor.row - head.row) + 1, Math.abs(anchor.column - head.column) + 1]
  return Array.from({ length: height * width }, (_, at) => ({
    row: top + Math.floor(at / width),
    column: left + (at % width),
  }))
}
