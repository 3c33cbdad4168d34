import { type Document, type YAMLParseError, isCollection, isScalar, visit } from 'yaml'
import type { DocumentRange } from './document-node.ts'
import type { TextProblem } from './document-reading.ts'
import { quoted } from './quoted.ts'

/** Problems of form that are told of one document; one slip often makes YAML stumble many times. */
const syntaxProblemsMax = 20

/**
 * The library's errors in our words, one per line of the text. After the first break in the structure its further
 * complaints about structure are left out: they are echoes of the first.
 */
export function yamlProblems(text: string, document: Document.Parsed): readonly TextProblem[] {
  const problems: TextProblem[] = []
  const lines = new Set<number>()
  let isBroken = false
  for (const error of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    if (isToldElsewhere(error) || (isBroken && isStructural(error))) continue
    isBroken ||= isStructural(error)
    const problem = inOurWords(text, document, error)
    const lineStart = text.lastIndexOf('\n', Math.max(0, problem.start - 1))
    if (lines.has(lineStart)) continue
    lines.add(lineStart)
    problems.push(problem)
    if (problems.length >= syntaxProblemsMax) break
  }
  return withoutEchoes(problems)
}

/** What YAML says of the text after something that is never closed is said of a text it has misread. */
function withoutEchoes(problems: readonly TextProblem[]): readonly TextProblem[] {
  const opened = problems.filter(({ code }) => code === 'document_not_closed').map(({ start }) => start)
  const first = Math.min(...opened, Number.POSITIVE_INFINITY)
  return problems.filter(({ start }) => start <= first)
}

/** Tags and aliases are told while the tree is converted, which knows what they stand for. */
function isToldElsewhere({ code }: YAMLParseError): boolean {
  return code === 'TAG_RESOLVE_FAILED' || code === 'BAD_ALIAS'
}

function isStructural({ code }: YAMLParseError): boolean {
  switch (code) {
    case 'UNEXPECTED_TOKEN':
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
    case 'RESOURCE_EXHAUSTION':
    case 'BLOCK_IN_FLOW':
    case 'IMPOSSIBLE':
    case 'KEY_OVER_1024_CHARS':
    case 'MULTILINE_IMPLICIT_KEY':
      return true
    default:
      return false
  }
}

function inOurWords(text: string, document: Document.Parsed, error: YAMLParseError): TextProblem {
  const [start, end] = error.pos
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        code: 'document_tab',
        message: 'This line is indented with a tab, which YAML does not allow.',
        hint: 'Indent with spaces.',
        start,
        end,
      }
    case 'MISSING_CHAR':
    case 'BAD_INDENT':
      return notClosed(text, document, error) ?? badIndent(start, end)
    case 'BLOCK_AS_IMPLICIT_KEY':
      return colonInText(text, start)
    case 'BAD_SCALAR_START':
      return specialStart(text, start)
    case 'MULTIPLE_DOCS':
      return {
        code: 'document_several',
        message: 'A second document starts here, after `---`.',
        hint: 'Keep one document per file.',
        start,
        end: start + 3,
      }
    case 'RESOURCE_EXHAUSTION':
      return {
        code: 'document_too_deep',
        message: 'Lists and maps stand too many levels deep.',
        hint: 'Write it flatter: no part of a policy needs that many levels.',
        start,
        end,
      }
    case 'UNEXPECTED_TOKEN':
      return quotedThenText(text, error) ?? plainSyntax(error)
    default:
      return plainSyntax(error)
  }
}

function badIndent(start: number, end: number): TextProblem {
  return {
    code: 'document_indent',
    message: 'This line is not indented to match the lines around it.',
    hint: 'Start all keys of one map, and all items of one list, in the same column.',
    start,
    end,
  }
}

/** A quote or bracket that is never closed is told where it opens: that is where it is mended. */
function notClosed(text: string, document: Document.Parsed, error: YAMLParseError): TextProblem | null {
  if (!/must end with|end with a|Missing closing/.test(error.message)) return null
  const opened = lastOpened(document, error)
  if (opened === null) return null
  const bracket = text.charAt(opened.start)
  const isBracket = bracket === '[' || bracket === '{'
  const noticed = text.slice(0, error.pos[0]).split('\n').length
  return {
    code: 'document_not_closed',
    message: `The ${isBracket ? 'bracket' : 'quote'} \`${bracket}\` that opens here is never closed.`,
    hint: `Close it with \`${bracket === '[' ? ']' : bracket === '{' ? '}' : bracket}\`; YAML read on to line ${noticed}.`,
    start: opened.start,
    end: opened.start + 1,
  }
}

function lastOpened(document: Document.Parsed, error: YAMLParseError): DocumentRange | null {
  const wantsQuote = error.message.startsWith('Missing closing')
  let last: DocumentRange | null = null
  visit(document, {
    Node: (_, node) => {
      const range = 'range' in node ? node.range : null
      if (range === null || range === undefined || range[0] > error.pos[0]) return
      const isQuote = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
      const isFlow = isCollection(node) && node.flow === true
      if ((wantsQuote ? isQuote : isFlow) && range[2] >= error.pos[0] - 1) last = { start: range[0], end: range[1] }
    },
  })
  return last
}

function colonInText(text: string, start: number): TextProblem {
  const { line, lineStart } = lineOf(text, start)
  return {
    code: 'document_colon_in_text',
    message: 'YAML reads the colon followed by a space in this text as a key.',
    hint: `Put the text in quotes: ${mendedLine(line, start - lineStart)}`,
    start,
    end: lineStart + line.length,
  }
}

function specialStart(text: string, start: number): TextProblem {
  const { line, lineStart } = lineOf(text, start)
  return {
    code: 'document_special_start',
    message: `In YAML no text without quotes may start with \`${text.charAt(start)}\`.`,
    hint: `Put the text in quotes: ${mendedLine(line, start - lineStart)}`,
    start,
    end: lineStart + line.length,
  }
}

function quotedThenText(text: string, error: YAMLParseError): TextProblem | null {
  const [start] = error.pos
  const before = /(["'])(\s*)$/.exec(text.slice(Math.max(0, start - 200), start))
  if (!error.message.endsWith('at node end') || before === null) return null
  const { line, lineStart } = lineOf(text, start)
  return {
    code: 'document_quoted_then_text',
    message: 'The value starts with a text in quotes, and more text follows after them.',
    hint: 'Put the whole value in quotes of the other kind, single around double.',
    start,
    end: lineStart + line.length,
  }
}

function plainSyntax(error: YAMLParseError): TextProblem {
  const [start, end] = error.pos
  return {
    code: 'document_syntax',
    message: `YAML cannot read this: ${error.message.replace(/\.$/, '').replaceAll('"', '`')}.`,
    hint:
      error.code === 'BAD_DQ_ESCAPE'
        ? 'In double quotes a backslash starts an escape: write it twice, or use single quotes.'
        : 'Look at the punctuation here: quotes, brackets, commas and indentation.',
    start,
    end,
  }
}

function lineOf(text: string, offset: number): { readonly line: string; readonly lineStart: number } {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const next = text.indexOf('\n', offset)
  return { line: text.slice(lineStart, next === -1 ? text.length : next).replace(/\r$/, ''), lineStart }
}

function mendedLine(line: string, column: number): string {
  return line.slice(0, column).trimStart() + quoted(line.slice(column).trimEnd())
}
