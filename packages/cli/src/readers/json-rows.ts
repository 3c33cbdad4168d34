import { createJsonElementScanner, type JsonElement, type JsonFault } from './json-element-scanner.ts'
import { planColumns, type ColumnPlan } from './plan-columns.ts'
import type { RowReader, RowReaderOptions } from './row-reader.ts'
import { rejectedRow, type SourceRow } from './source-row.ts'

const faults: Readonly<Record<JsonFault, string>> = {
  missing: 'is missing between two commas',
  cut_off: 'is cut off: the file ends within the list',
  after_end: 'stands after the end of the list',
  too_long: 'does not end; a bracket or a quote is missing',
}

/** Reads the objects of a JSON list, or a single object. */
export function createJsonRowReader(options: RowReaderOptions): RowReader {
  const scanner = createJsonElementScanner()
  const naming = createNaming(options)
  let hasStarted = false

  function toRows(elements: readonly JsonElement[]): readonly SourceRow[] {
    if (elements.length > 0) hasStarted = true
    return elements.map(({ line, text, fault }) =>
      fault === null ? naming.toRow(line, text) : rejectedRow(line, faults[fault], text),
    )
  }

  return {
    push: (text) => {
      if (/\S/.test(text)) hasStarted = true
      return toRows(scanner.push(text))
    },
    end: () => toRows(scanner.end()),
    columns: naming.columns,
    notes: naming.notes,
    hasStarted: () => hasStarted,
  }
}

const lineCharsMax = 16_000_000

/** Reads one object per line (NDJSON, JSON Lines). */
export function createJsonLineRowReader(options: RowReaderOptions): RowReader {
  const naming = createNaming(options)
  let rest = ''
  let line = 0
  let hasStarted = false
  let isSkipping = false

  function take(text: string, rows: SourceRow[]): void {
    line += 1
    if (isSkipping) isSkipping = false
    else if (text.trim() !== '') {
      hasStarted = true
      rows.push(naming.toRow(line, text))
    }
  }

  function push(text: string): readonly SourceRow[] {
    const rows: SourceRow[] = []
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const each of lines) take(each, rows)
    if (rest.length > lineCharsMax && !isSkipping) {
      rows.push(rejectedRow(line + 1, 'is too long to be a row', rest))
      isSkipping = true
    }
    if (isSkipping) rest = ''
    return rows
  }

  return {
    push,
    end: () => {
      const rows: SourceRow[] = []
      if (rest !== '') take(rest, rows)
      rest = ''
      return rows
    },
    columns: naming.columns,
    notes: naming.notes,
    hasStarted: () => hasStarted,
  }
}

type Naming = {
  readonly toRow: (line: number, text: string) => SourceRow
  readonly columns: RowReader['columns']
  readonly notes: RowReader['notes']
}

/** Gives the keys of objects their field names. Keys turn up one object at a time, so the plan grows with them. */
function createNaming(options: RowReaderOptions): Naming {
  const keys: string[] = []
  const names = new Map<string, string>()
  let plan: ColumnPlan = { columns: [], notes: [] }

  function learn(key: string): void {
    keys.push(key)
    // A mapped key that has not turned up yet is no mistake: not every object has every key.
    const map = new Map([...options.map].filter(([heading]) => keys.includes(heading)))
    plan = planColumns(keys, options.fields, map)
    names.clear()
    plan.columns.forEach((column, index) => names.set(keys[index] ?? '', column.name))
  }

  function rename(given: object): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {}
    const entries = Object.entries(given)
    for (const [key] of entries) if (!names.has(key)) learn(key)
    for (const [key, value] of entries) values[names.get(key) ?? key] = value
    return values
  }

  return {
    toRow: (line, text) => {
      const value = parseJson(text)
      if (value instanceof SyntaxError) return rejectedRow(line, `is not JSON: ${value.message}`, text)
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return rejectedRow(line, 'is not an object', text)
      return { kind: 'row', line, values: rename(value) }
    },
    columns: () => plan.columns,
    notes: () => {
      const absent = [...options.map.keys()].filter((heading) => !keys.includes(heading))
      return [...plan.notes, ...absent.map((heading) => `The mapping names ${heading}, which no object has.`)]
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
