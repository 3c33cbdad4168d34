import type { Place } from '../policy/problem.ts'
import type { DocumentRange } from './document-node.ts'

/** A document's text that can say on which line and column an offset stands. */
export type SourceText = {
  readonly file: string
  readonly text: string
  /** The place of a range; a range that is empty or not given marks one position. */
  placeOf(range: DocumentRange): Place
  /** The line that holds the offset, without its line break. */
  lineAt(offset: number): { readonly start: number; readonly text: string }
}

/** Lines and columns count from 1, columns in UTF-16 units, as editors do. */
export function createSourceText(file: string, text: string): SourceText {
  const lineStarts = findLineStarts(text)
  const lineIndexOf = (offset: number): number => {
    let low = 0
    let high = lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (startOf(lineStarts, middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  const position = (offset: number): { line: number; column: number } => {
    const clamped = Math.max(0, Math.min(offset, text.length))
    const index = lineIndexOf(clamped)
    return { line: index + 1, column: clamped - startOf(lineStarts, index) + 1 }
  }
  return {
    file,
    text,
    placeOf: ({ start, end }) => {
      const from = position(start)
      if (end <= start) return { file, ...from }
      const to = position(end)
      return { file, ...from, endLine: to.line, endColumn: to.column }
    },
    lineAt: (offset) => {
      const index = lineIndexOf(offset)
      const start = startOf(lineStarts, index)
      const next = index + 1 < lineStarts.length ? startOf(lineStarts, index + 1) : text.length
      return { start, text: text.slice(start, next).replace(/\r?\n$/, '') }
    },
  }
}

function startOf(lineStarts: readonly number[], index: number): number {
  return lineStarts[index] ?? 0
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
