import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, type LucideIcon, Plus, Trash2, Undo2 } from 'lucide-react'
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { Empty } from '../../../ui/states.tsx'
import { type CsvText, insertLines, readCsvText, removeLine, setCells, swapLines } from './csv-cells.ts'
import type { Finding, Trial } from './engine-messages.ts'
import { FindingNotes } from './finding-notes.tsx'
import { addTableRoute, readRoutes } from './route-list.ts'
import { TableGrid } from './table-grid.tsx'
import { type GridKeys, useGridKeys } from './use-grid-keys.ts'
import { documentFile, type PolicyTexts } from './use-policy-texts.ts'

type TableViewProps = {
  readonly texts: PolicyTexts
  readonly findings: readonly Finding[]
  readonly trial: Trial | null
  readonly symbols: readonly string[]
  readonly pools: readonly string[]
}

/** The decision tables of a policy, each as a spreadsheet. */
export function TableView(props: TableViewProps): ReactNode {
  const { t } = useLingui()
  const files = Object.keys(props.texts.tables)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = files.find((file) => file === chosen) ?? files[0]
  if (shown === undefined) return <NoTable {...props} />
  return (
    <div className="flex flex-col gap-2">
      {files.length === 1 ? null : (
        <div className="max-w-64">
          <Select
            label={t`Table`}
            isLabelHidden
            value={shown}
            choices={files.map((id) => ({ id, label: id }))}
            onChange={setChosen}
          />
        </div>
      )}
      <OneTable key={shown} file={shown} {...props} />
    </div>
  )
}

function NoTable({ texts, symbols, pools }: TableViewProps): ReactNode {
  const add = (): void => {
    const columns = symbols.slice(0, 2)
    texts.addTable(
      'territories.csv',
      `${[...columns, 'pool'].join(',')}\n${','.repeat(columns.length)}${pools[0] ?? 'pool'}\n`,
    )
    texts.edit(documentFile, addTableRoute(texts.document, 'territories.csv'))
  }
  return (
    <Empty
      title={<Trans>No route goes by a table yet.</Trans>}
      action={
        <Button onPress={add}>
          <Plus aria-hidden className="size-3.5" />
          <Trans>Add a route with a table</Trans>
        </Button>
      }
    >
      <Trans>
        A table is good for many routes of one kind, such as territories: one row each, the first that fits takes the
        lead.
      </Trans>
    </Empty>
  )
}

function OneTable({ file, texts, findings, trial }: TableViewProps & { readonly file: string }): ReactNode {
  const { t } = useLingui()
  const bar = useRef<HTMLDivElement>(null)
  const csv = useMemo(() => readCsvText(texts.tables[file] ?? ''), [texts.tables, file])
  const [header, ...lines] = csv.lines
  const headers = header?.cells.map(({ text }) => text.trim()) ?? []
  const rows = lines.map(({ cells }) => cells.map(({ text }) => text))
  const keys = useGridKeys({
    rows,
    columns: headers.length,
    onWrite: (cells) =>
      texts.edit(
        file,
        setCells(
          csv,
          cells.map(({ row, ...cell }) => ({ ...cell, line: row + 1 })),
        ),
      ),
    onUndo: () => texts.undo(file),
    onRedo: () => texts.redo(file),
    onLeave: () => bar.current?.querySelector('button')?.focus(),
  })
  const { row } = keys.range.head
  const findingsOf = (at: number): readonly Finding[] =>
    findings.filter((finding) => finding.file === file && finding.line === lines[at]?.line)
  const ofHeader = findings.filter((finding) => finding.file === file && finding.line === header?.line)
  return (
    <div className="flex flex-col gap-2">
      <TableBar bar={bar} file={file} texts={texts} csv={csv} keys={keys} />
      <TableGrid
        label={t`Decision table ${file}`}
        headers={headers}
        rows={rows}
        keys={keys}
        findingsOf={findingsOf}
        takenRow={takenRow(trial, texts.document, { file, headers, rows })}
      />
      <FindingNotes findings={[...ofHeader, ...findingsOf(row)]} />
      <p className="text-xs text-ink-3">
        <Trans>
          Arrows move, Enter or F2 writes, Tab goes on, Shift with arrows takes several cells; copy and paste as in a
          spreadsheet. Escape leaves the table. An empty cell fits every lead.
        </Trans>
      </p>
    </div>
  )
}

type TableBarProps = {
  readonly bar: RefObject<HTMLDivElement | null>
  readonly file: string
  readonly texts: PolicyTexts
  readonly csv: CsvText
  readonly keys: GridKeys
}

/** What can be done with the row one is in. */
function TableBar({ bar, file, texts, csv, keys }: TableBarProps): ReactNode {
  const { head } = keys.range
  const { row } = head
  const count = csv.lines.length - 1
  const columns = csv.lines[0]?.cells.length ?? 1
  const move = (by: -1 | 1): void => {
    texts.edit(file, swapLines(csv, Math.min(row, row + by) + 1))
    keys.goTo({ ...head, row: row + by })
  }
  const add = (): void => texts.edit(file, insertLines(csv, row + 2, [Array.from({ length: columns }, () => '')]))
  return (
    <div ref={bar} className="flex flex-wrap items-center gap-2">
      <BarButton icon={Plus} isDisabled={false} onPress={add}>
        <Trans>Add a row below</Trans>
      </BarButton>
      <BarButton icon={ArrowUp} isDisabled={row === 0} onPress={() => move(-1)}>
        <Trans>Move row up</Trans>
      </BarButton>
      <BarButton icon={ArrowDown} isDisabled={row >= count - 1} onPress={() => move(1)}>
        <Trans>Move row down</Trans>
      </BarButton>
      <BarButton icon={Trash2} isDisabled={count <= 1} onPress={() => texts.edit(file, removeLine(csv, row + 1))}>
        <Trans>Remove row</Trans>
      </BarButton>
      <BarButton icon={Undo2} isDisabled={!texts.canUndo(file)} onPress={() => texts.undo(file)}>
        <Trans>Undo</Trans>
      </BarButton>
    </div>
  )
}

type BarButtonProps = {
  readonly icon: LucideIcon
  readonly isDisabled: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

function BarButton({ icon: Icon, children, ...props }: BarButtonProps): ReactNode {
  return (
    <Button size="small" kind="quiet" {...props}>
      <Icon aria-hidden className="size-3.5" />
      {children}
    </Button>
  )
}

type Table = {
  readonly file: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The row that takes the lead: rules of a table are called by their route and the row's id, else its number. */
function takenRow(trial: Trial | null, document: string, { file, headers, rows }: Table): number | null {
  const matched = trial?.routes?.matched ?? null
  if (matched === null) return null
  const route = readRoutes(document)?.find(({ id }) => id === matched.routeId)
  if (route?.table?.replace(/^\.\//, '') !== file) return null
  const name = matched.ruleId.slice(matched.routeId.length + 1)
  const isNamed = ['id', '#'].includes(headers[0]?.toLowerCase() ?? '')
  const named = isNamed ? rows.findIndex(([id]) => id?.trim() === name) : -1
  const at = named === -1 ? Number(name) - 1 : named
  return Number.isInteger(at) ? at : null
}
