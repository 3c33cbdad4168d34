import type { DocumentRange } from '../document/document-node.ts'
import type { SymbolRef } from '../language/expression.ts'
import type { Scope } from '../language/scope.ts'
import { nearest } from '../language/suggest.ts'
import type { CsvRow } from './csv-text.ts'
import { policyLimits } from './policy-limits.ts'
import type { TableReporter } from './table-reporter.ts'

/** What a column is for. */
export type TableColumn =
  | { readonly kind: 'condition'; readonly name: string; readonly symbol: SymbolRef }
  | { readonly kind: 'target'; readonly name: string; readonly target: 'pool' | 'owner' | 'hold' | 'refuse' }
  | { readonly kind: 'id' | 'note'; readonly name: string }

const targetNames = ['pool', 'owner', 'hold', 'refuse'] as const

/** Reads the header; `null` when the rows cannot be read without it. */
export function readTableHeader(header: CsvRow, scope: Scope, reporter: TableReporter): readonly TableColumn[] | null {
  const names = header.cells.map((cell) => cell.trim())
  // Spreadsheets leave empty columns behind at the end.
  while (names.at(-1) === '') names.pop()
  if (names.length > policyLimits.tableColumnsMax) {
    reporter.report('table_too_large', {
      message: `The table has ${names.length} columns, and at most ${policyLimits.tableColumnsMax} are read.`,
      hint: 'Split it into several tables.',
      range: { start: header.start, end: header.start },
    })
    return null
  }
  const rangeOf = (index: number): DocumentRange => {
    const start = header.cellStarts[index] ?? header.start
    return { start, end: start + (header.cells[index]?.length ?? 0) }
  }
  const hasTarget = names.some((name) => isTargetName(name.toLowerCase()))
  const columns = names.map((name, index) =>
    readColumn({ name, index, isLast: index === names.length - 1, hasTarget }, scope, {
      reporter,
      range: rangeOf(index),
    }),
  )
  tellTwice(names, reporter, rangeOf)
  const known = columns.filter((column) => column !== null)
  if (known.length < columns.length) return null
  if (known.some(({ kind }) => kind === 'target')) return known
  reporter.report(known.length === 0 ? 'table_empty' : 'table_target_missing', {
    message: known.length === 0 ? 'The header is empty.' : 'No column says where the lead goes.',
    hint: 'Write the names of the columns into the first line, the last one `pool`.',
    range: { start: header.start, end: header.start },
  })
  return null
}

function isTargetName(name: string): boolean {
  return targetNames.some((target) => target === name)
}

function readColumn(
  {
    name,
    index,
    isLast,
    hasTarget,
  }: { readonly name: string; readonly index: number; readonly isLast: boolean; readonly hasTarget: boolean },
  scope: Scope,
  { reporter, range }: { readonly reporter: TableReporter; readonly range: DocumentRange },
): TableColumn | null {
  const lower = name.toLowerCase()
  const target = targetNames.find((one) => one === lower)
  if (target !== undefined) return { kind: 'target', name, target }
  if (index === 0 && (lower === 'id' || name === '#')) return { kind: 'id', name }
  const symbol = scope.symbol(name)
  if (isLast && !hasTarget) {
    if (symbol === null && name !== '') return { kind: 'target', name, target: 'pool' }
    reporter.report('table_target_missing', {
      message: `The last column, \`${name}\`, is an attribute, so no column says where the lead goes.`,
      hint: 'Add a last column headed `pool`.',
      range,
    })
    return null
  }
  if (symbol !== null) return { kind: 'condition', name, symbol }
  if (lower === 'note') return { kind: 'note', name }
  const absent = scope.explainAbsence?.(name) ?? null
  const meant = nearest(name, [...scope.names, ...targetNames])
  reporter.report('table_column_unknown', {
    message: absent ?? (name === '' ? `Column ${index + 1} has no name.` : `No attribute is called \`${name}\`.`),
    hint:
      meant === null
        ? 'A column is headed by a field, a derived value, `account.…`, `mail.…`, `note`, or what the row leads to: `pool`, `owner`, `hold`, `refuse`.'
        : `Did you mean \`${meant}\`?`,
    range,
  })
  return null
}

function tellTwice(names: readonly string[], reporter: TableReporter, rangeOf: (index: number) => DocumentRange): void {
  for (const [index, name] of names.entries()) {
    if (name === '' || names.indexOf(name) === index) continue
    reporter.report('table_column_twice', {
      message: `Two columns are called \`${name}\`.`,
      hint: 'Write a range in one cell, such as `100..999`, and keep one column.',
      range: rangeOf(index),
    })
  }
}
