import { type DocumentReading, type TextProblem, documentLimits, toProblem } from './document-reading.ts'
import { readJson } from './read-json.ts'
import { readYaml } from './read-yaml.ts'
import { createSourceText } from './source-text.ts'

/** How to read a document. */
export type ReadDocumentOptions = {
  /** The name that places carry. */
  readonly file: string
  /** By default JSON for a file that ends in `.json`, else YAML (of which JSON is a part). */
  readonly format?: 'yaml' | 'json'
  /** The keys whose value is a condition; those that YAML breaks for want of quotes are told and read as meant. */
  readonly conditionKeys?: readonly string[]
}

/**
 * Reads a YAML or JSON text into a tree in which every value knows its place. Whatever is wrong with the text is a
 * problem with line, column and hint; nothing is thrown, and every input ends in bounded time.
 */
export function readDocument(text: string, options: ReadDocumentOptions): DocumentReading {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text
  const source = createSourceText(options.file, withoutMark)
  const format = options.format ?? (options.file.toLowerCase().endsWith('.json') ? 'json' : 'yaml')
  const refused = refusal(withoutMark, format)
  if (refused !== null) {
    return { root: null, source, problems: [toProblem(source, refused)], readableUntil: 0 }
  }
  const read = format === 'json' ? readJson(withoutMark) : readYaml(withoutMark, options.conditionKeys ?? [])
  const problems = [...read.problems]
  if (problems.length === 0 && (read.root === null || read.root.kind === 'nothing')) problems.push(empty)
  return {
    root: read.root,
    source,
    problems: problems.slice(0, documentLimits.problemsMax).map((problem) => toProblem(source, problem)),
    readableUntil: read.readableUntil,
  }
}

const empty: TextProblem = {
  code: 'document_empty',
  message: 'The document is empty.',
  hint: 'Write at least one key, or check that this is the right file.',
  start: 0,
  end: 0,
}

function refusal(text: string, format: 'yaml' | 'json'): TextProblem | null {
  if (text.length > documentLimits.lengthMax) {
    return {
      code: 'document_too_large',
      message: `The document has ${text.length} characters, and at most ${documentLimits.lengthMax} are read.`,
      hint: 'Move long lists of rules into decision tables.',
      start: 0,
      end: 0,
    }
  }
  const binary = /(?![\t\n\r\u0085])\p{Cc}|[\uFFFE\uFFFF]/u.exec(text)
  if (binary !== null) {
    return {
      code: 'document_not_text',
      message: 'The document holds a control character, so it is not plain text.',
      hint: 'Save it as UTF-8 text.',
      start: binary.index,
      end: binary.index + 1,
    }
  }
  if (text.trim() === '') return empty
  if (format === 'yaml' && !text.includes('\n') && /\r[^\n]/.test(text.trimEnd())) {
    return {
      code: 'document_not_text',
      message: 'The lines end with a carriage return alone, which YAML does not take for a line break.',
      hint: 'Save the file with ordinary line ends (LF or CRLF).',
      start: text.indexOf('\r'),
      end: text.indexOf('\r') + 1,
    }
  }
  return null
}
