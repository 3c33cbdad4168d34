import { Trans } from '@lingui/react/macro'
import { type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes.ts'

const features = tableFeatures({})

/** A column: its heading, what stands in a cell, and whether it is a number. */
export type Column<Row> = {
  readonly id: string
  readonly heading: ReactNode
  readonly cell: (row: Row) => ReactNode
  readonly isNumber?: boolean
  /** Left out where the screen is narrow. */
  readonly isWideOnly?: boolean
}

type DataTableProps<Row> = {
  /** What the table is, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  /** Opens a row: by a click, or by Enter. */
  readonly onOpen?: (row: Row) => void
  readonly openId?: string | null
}

/** Rows with aligned columns. With `onOpen`, J and K (or the arrows) go through the rows and Enter opens one. */
export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  rowId,
  onOpen,
  openId = null,
}: DataTableProps<Row>): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null)
  const table = useTable({
    features,
    data: [...rows],
    columns: columns.map((column): ColumnDef<typeof features, Row> => ({ id: column.id, header: column.id })),
    getRowId: rowId,
  })
  const shown = table.getRowModel().rows
  useJumpIn(body, onOpen !== undefined)
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-left">
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={moveByKey}>
          {shown.map(({ id, original }) => (
            <TableRow
              key={id}
              row={original}
              columns={columns}
              isOpen={openId === id}
              {...(onOpen === undefined ? {} : { onOpen })}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A column of things to do has no heading to see. */
function Heading<Row>({ column }: { readonly column: Column<Row> }): ReactNode {
  const { heading, isNumber = false, isWideOnly = false } = column
  const look = classes(cellClasses(isNumber, isWideOnly), 'text-xs font-medium text-ink-3')
  return (
    <th scope="col" className={look}>
      {heading === '' ? (
        <span className="sr-only">
          <Trans>What to do</Trans>
        </span>
      ) : (
        heading
      )}
    </th>
  )
}

type TableRowProps<Row> = {
  readonly row: Row
  readonly columns: readonly Column<Row>[]
  readonly isOpen: boolean
  readonly onOpen?: (row: Row) => void
}

function TableRow<Row extends object>({ row, columns, isOpen, onOpen }: TableRowProps<Row>): ReactNode {
  const opening =
    onOpen === undefined
      ? {}
      : {
          tabIndex: 0,
          onClick: () => onOpen(row),
          onKeyDown: (event: KeyboardEvent) => openByKey(event, () => onOpen(row)),
        }
  return (
    <tr
      {...opening}
      className={classes('border-t border-line', onOpen !== undefined && 'hover:bg-hovered', isOpen && 'bg-chosen')}
    >
      {columns.map(({ id, cell, isNumber = false, isWideOnly = false }) => (
        <td key={id} className={cellClasses(isNumber, isWideOnly)}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

function cellClasses(isNumber: boolean, isWideOnly: boolean): string {
  return classes(
    'h-9 px-2 py-1 first:pl-0 last:pr-0',
    isNumber && 'tabular text-right',
    isWideOnly && 'hidden md:table-cell',
  )
}

function openByKey(event: KeyboardEvent, open: () => void): void {
  if (event.key !== 'Enter' || event.target !== event.currentTarget) return
  event.preventDefault()
  open()
}

function moveByKey(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = stepOf(event.key)
  if (step === 0 || event.metaKey || event.ctrlKey || isTyping(event.target)) return
  const rows = [...event.currentTarget.rows]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus()
  event.preventDefault()
}

function stepOf(key: string): number {
  if (key === 'j' || key === 'ArrowDown') return 1
  return key === 'k' || key === 'ArrowUp' ? -1 : 0
}

/** Whether keys go into a field, where letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** J anywhere on the page goes to the first row, so that nobody needs the mouse to begin. */
function useJumpIn(body: React.RefObject<HTMLTableSectionElement | null>, isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return undefined
    const jump = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'j' || event.metaKey || event.ctrlKey || isTyping(event.target)) return
      if (body.current?.contains(document.activeElement) === true || document.querySelector('[role="dialog"]') !== null)
        return
      body.current?.rows[0]?.focus()
      event.preventDefault()
    }
    document.addEventListener('keydown', jump)
    return () => document.removeEventListener('keydown', jump)
  }, [body, isActive])
}
