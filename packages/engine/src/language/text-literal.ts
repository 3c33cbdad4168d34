import type { Reading, Source } from './source.ts'

/** The opening and closing quotes that word processors make of straight ones. */
const curly: Readonly<Record<string, string>> = {
  '“': '”“"',
  '„': '“”"',
  '”': '”"',
  '‘': "’'",
  '’': "’'",
  '‚': "‘’'",
  '«': '»',
}

/** Reads a text: in single or double quotes, tripled to run over lines, and raw after an `r`. */
export function readText(source: Source, at: number): Reading {
  const { text } = source
  if (curly[text.charAt(at)] !== undefined) return readCurly(source, at)
  const isRaw = /[rR]/.test(text.charAt(at))
  const open = isRaw ? at + 1 : at
  const quote = text.charAt(open)
  const delimiter = text.startsWith(quote.repeat(3), open) ? quote.repeat(3) : quote
  const start = open + delimiter.length
  const end = closingAt(text, start, { delimiter, isRaw })
  if (end === null) return readUnclosed(source, at, delimiter)
  const body = text.slice(start, end)
  const span = { start: at, end: end + delimiter.length }
  const value = isRaw ? body : unescape(source, start, body)
  return { token: value === null ? { kind: 'broken', span } : { kind: 'text', value, span }, next: span.end }
}

function closingAt(
  text: string,
  start: number,
  form: { readonly delimiter: string; readonly isRaw: boolean },
): number | null {
  let at = start
  while (at < text.length) {
    if (text.startsWith(form.delimiter, at)) return at
    const character = text.charAt(at)
    if (form.delimiter.length === 1 && (character === '\n' || character === '\r')) return null
    at += character === '\\' && !form.isRaw ? 2 : 1
  }
  return null
}

function readUnclosed({ text, report }: Source, at: number, delimiter: string): Reading {
  const lineEnd = text.slice(at).search(/[\r\n]/)
  const end = lineEnd === -1 || delimiter.length === 3 ? text.length : at + lineEnd
  const span = { start: at, end }
  report({
    code: 'condition_text_unclosed',
    span,
    message: `The text that starts here has no closing \`${delimiter}\`.`,
    hint: `Put \`${delimiter}\` where the text ends; inside it, write \`\\${delimiter.charAt(0)}\`.`,
  })
  return { token: { kind: 'broken', span }, next: end }
}

function readCurly({ text, report }: Source, at: number): Reading {
  const closing = curly[text.charAt(at)] ?? ''
  // Looking no further than a value is long keeps a text full of such quotes cheap.
  const body = /^[^\r\n]*/.exec(text.slice(at + 1, at + 200))?.[0] ?? ''
  const length = body.search(new RegExp(`[${closing}]`))
  const value = length === -1 ? null : body.slice(0, length)
  const span = { start: at, end: value === null ? at + 1 : at + value.length + 2 }
  report({
    code: 'condition_quote_curly',
    span,
    message: 'A text stands in straight quotes, not in curly ones.',
    hint: value === null ? 'Write `"` instead.' : `Write \`${JSON.stringify(value)}\`.`,
  })
  return { token: value === null ? { kind: 'broken', span } : { kind: 'text', value, span }, next: span.end }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
}

const escape = /\\(?:([0-3][0-7]{2})|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S])|$)/g

/** Replaces the escapes; `null` when one of them is unknown, which has then been told. */
function unescape({ report }: Source, start: number, body: string): string | null {
  let isBroken = false
  const value = body.replace(escape, (whole: string, ...found: readonly unknown[]) => {
    const [octal, hex, short, long, simple, offset] = found
    const character = typeof simple === 'string' ? simpleEscapes[simple] : characterOf(octal, hex ?? short ?? long)
    if (character !== undefined) return character
    isBroken = true
    const from = start + (typeof offset === 'number' ? offset : 0)
    report({
      code: 'condition_escape_unknown',
      span: { start: from, end: from + whole.length },
      message: `\`${whole}\` is not an escape.`,
      hint: 'Write `\\\\` for a backslash, or put `r` before the quote (`r"\\d+"`), which keeps backslashes as they are.',
    })
    return ''
  })
  return isBroken ? null : value
}

/** The character of a numeric escape; `undefined` for half a surrogate pair or a number beyond Unicode. */
function characterOf(octal: unknown, hex: unknown): string | undefined {
  const code = typeof octal === 'string' ? Number.parseInt(octal, 8) : Number.parseInt(String(hex), 16)
  const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : undefined
}
