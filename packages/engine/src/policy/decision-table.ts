import { createSourceText } from '../document/source-text.ts'
import type { SourceText } from '../document/source-text.ts'
import type { Expression, SymbolRef } from '../language/expression.ts'
import { parseCondition } from '../language/parse-condition.ts'
import type { Scope } from '../language/scope.ts'
import { booleanType } from '../language/value-types.ts'
import { writeCellCondition } from './cell-condition.ts'
import { readCellTest } from './cell-test.ts'
import { type CsvRow, readCsv } from './csv-text.ts'
import type { Condition, Target } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { Place, Problem } from './problem.ts'
import { type TableColumn, readTableHeader } from './table-header.ts'
import { type TableReporter, createTableReporter } from './table-reporter.ts'

/** One row: the first that is true takes the lead. */
export type TableRow = {
  /** From the leading `id` column; `null` when there is none or the cell is empty. */
  readonly id: string | null
  /** `null` is always true. */
  readonly when: Condition | null
  readonly to: readonly Target[]
  readonly place: Place
}

/** What reading a table gave; `rows` is `null` when anything in it is wrong. */
export type TableReading = {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[] | null
  readonly problems: readonly Problem[]
}

/**
 * Reads a decision table. Columns are what conditions can read; cells are values, sets, ranges, beginnings of texts,
 * groups, negations, or nothing. `path` is where the policy names the table.
 */
export function readDecisionTable(
  text: string,
  { file, path, scope }: { readonly file: string; readonly path: string; readonly scope: Scope },
): TableReading {
  const source = createSourceText(file, text.length > policyLimits.tableLengthMax ? '' : text)
  const reporter = createTableReporter(source, path)
  const table =
    text.length > policyLimits.tableLengthMax
      ? tellTooLarge(reporter, text.length)
      : readRows(source, { scope, reporter })
  return {
    columns: table?.columns ?? [],
    rows: table === null || reporter.hasErrors() ? null : table.rows,
    problems: reporter.problems(),
  }
}

type Table = { readonly columns: readonly string[]; readonly rows: readonly TableRow[] }

function tellTooLarge(reporter: TableReporter, length: number): null {
  reporter.report('table_too_large', {
    message: `The table has ${length} characters, and at most ${policyLimits.tableLengthMax} are read.`,
    hint: 'Split it into several tables.',
    range: { start: 0, end: 0 },
  })
  return null
}

function readRows(
  source: SourceText,
  { scope, reporter }: { readonly scope: Scope; readonly reporter: TableReporter },
): Table | null {
  const { rows, isCut, problems } = readCsv(source.text, policyLimits.rulesMax + 1)
  for (const { code, ...said } of problems) reporter.report(code, { ...said, range: said })
  const [header, ...body] = rows
  if (header === undefined) {
    const hint = 'Write a first line with the names of the columns, the last one `pool`.'
    reporter.report('table_empty', { message: 'The table has no header.', hint, range: { start: 0, end: 0 } })
    return null
  }
  const columns = readTableHeader(header, scope, reporter)
  if (columns === null) return null
  if (body.length === 0) tellNoRows(reporter)
  if (isCut) tellTooMany(reporter)
  const reading: Reading = { source, scope, reporter, columns, cells: new Map(), ids: new Map() }
  return {
    columns: columns.map(({ name }) => name),
    rows: body.flatMap((row) => readRow(reading, row) ?? []),
  }
}

function tellNoRows(reporter: TableReporter): void {
  reporter.report('table_without_rows', {
    severity: 'warning',
    message: 'The table has no rows, so its route is never taken.',
    hint: 'Add a row for each case.',
    range: { start: 0, end: 0 },
  })
}

function tellTooMany(reporter: TableReporter): void {
  reporter.report('table_too_large', {
    message: `The table has more than ${policyLimits.rulesMax} rows.`,
    hint: 'Split the policy: no more rules than that are read.',
    range: { start: 0, end: 0 },
  })
}

type Reading = {
  readonly source: SourceText
  readonly scope: Scope
  readonly reporter: TableReporter
  readonly columns: readonly TableColumn[]
  /** What each text of a cell means in its column: tables repeat few texts in many rows. */
  readonly cells: Map<SymbolRef, Map<string, CellMeaning>>
  readonly ids: Map<string, number>
}

type Complaint = {
  readonly code: Parameters<TableReporter['report']>[0]
  readonly message: string
  readonly hint: string
  readonly severity?: Problem['severity']
}

/** `expression: null` takes anything. */
type CellMeaning = {
  readonly text: string
  readonly isAlternative: boolean
  readonly expression: Expression | null
  readonly complaints: readonly Complaint[]
}

function readRow(reading: Reading, row: CsvRow): readonly TableRow[] | null {
  const { columns, reporter } = reading
  const isFull =
    row.cells.length >= columns.length && row.cells.slice(columns.length).every((cell) => cell.trim() === '')
  if (!isFull) {
    reporter.report('table_row_ragged', {
      message: `The row has ${row.cells.length} cells, the header ${columns.length}.`,
      hint: 'Put a cell that holds a comma (or whatever separates the cells) in quotes, and leave no cell out.',
      range: { start: row.start, end: row.start },
    })
    return null
  }
  const place = reading.source.placeOf({ start: row.start, end: row.start })
  const to = readTargets(reading, row)
  const when = readWhen(reading, row, place)
  return to.length === 0 ? null : [{ id: readId(reading, row), when, to, place }]
}

function readId({ columns, ids, reporter }: Reading, row: CsvRow): string | null {
  const id = columns[0]?.kind === 'id' ? (row.cells[0] ?? '').trim() : ''
  if (id === '') return null
  if (ids.has(id)) {
    const hint = 'Give each row its own id, or leave the cell empty.'
    reporter.report('table_id_twice', { message: `Another row has the id \`${id}\`.`, hint, range: cellRange(row, 0) })
  }
  ids.set(id, row.start)
  return id
}

function readTargets({ columns, reporter, source }: Reading, row: CsvRow): readonly Target[] {
  const targets: Target[] = []
  for (const [index, column] of columns.entries()) {
    if (column.kind !== 'target') continue
    for (const name of (row.cells[index] ?? '').split('|')) {
      if (name.trim() === '') continue
      targets.push(targetOf(column.target, name.trim(), source.placeOf(cellRange(row, index))))
    }
  }
  if (targets.length === 0) {
    const hint = 'Fill in the pool, or another column that says where the lead goes.'
    reporter.report('table_target_missing', {
      message: 'The row does not say where the lead goes.',
      hint,
      range: { start: row.start, end: row.start },
    })
  }
  return targets
}

function targetOf(kind: 'pool' | 'owner' | 'hold' | 'refuse', name: string, place: Place): Target {
  switch (kind) {
    case 'pool':
      return { kind, pool: name, place }
    case 'owner':
      return { kind, owner: name, place }
    case 'hold':
      return { kind, queue: name, place }
    case 'refuse':
      return { kind, reason: name, place }
  }
}

function readWhen(reading: Reading, row: CsvRow, place: Place): Condition | null {
  const asked: CellMeaning[] = []
  for (const [index, column] of reading.columns.entries()) {
    if (column.kind !== 'condition') continue
    const meaning = meaningOf(reading, column.symbol, row.cells[index] ?? '')
    for (const { code, ...said } of meaning.complaints)
      reading.reporter.report(code, { ...said, range: cellRange(row, index) })
    if (meaning.expression !== null) asked.push(meaning)
  }
  return joinConditions(asked, place)
}

/** All parts hold at once. The parts are shared between rows, so below the top spans count from their own part. */
export function joinConditions(
  parts: readonly { readonly text: string; readonly isAlternative: boolean; readonly expression: Expression | null }[],
  place: Place,
): Condition | null {
  const [only, second] = parts
  if (only === undefined) return null
  if (second === undefined)
    return only.expression === null ? null : { text: only.text, expression: only.expression, place }
  const text = parts.map((part) => (part.isAlternative ? `(${part.text})` : part.text)).join(' && ')
  const operands = parts.flatMap(({ expression }) =>
    expression === null ? [] : expression.kind === 'all' ? expression.operands : [expression],
  )
  return { text, expression: { kind: 'all', operands, type: booleanType, span: { start: 0, end: text.length } }, place }
}

function meaningOf({ cells, scope }: Reading, symbol: SymbolRef, cell: string): CellMeaning {
  let column = cells.get(symbol)
  if (column === undefined) {
    column = new Map()
    cells.set(symbol, column)
  }
  const known = column.get(cell)
  if (known !== undefined) return known
  const meaning = understand(symbol, cell, scope)
  column.set(cell, meaning)
  return meaning
}

function understand(symbol: SymbolRef, cell: string, scope: Scope): CellMeaning {
  const test = readCellTest(cell)
  if (test === null) return { text: '', isAlternative: false, expression: null, complaints: [] }
  const written = 'kind' in test ? test : writeCellCondition(symbol, test)
  if (written.kind === 'fault') {
    const { code = 'table_cell_malformed', message, hint } = written
    return { text: '', isAlternative: false, expression: null, complaints: [{ code, message, hint }] }
  }
  const { text, isAlternative, expression } = written
  if (expression !== null) return { text, isAlternative, expression, complaints: [] }
  // What is not plainly right is judged like any condition, so that a cell and a condition are held to the same.
  const parsed = parseCondition(text, scope)
  return { text, isAlternative, expression: parsed.expression, complaints: parsed.problems }
}

function cellRange(row: CsvRow, index: number): { readonly start: number; readonly end: number } {
  const start = row.cellStarts[index] ?? row.start
  return { start, end: start + (row.cells[index]?.length ?? 0) }
}
