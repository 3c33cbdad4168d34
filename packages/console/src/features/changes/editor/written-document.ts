import { isMap, isNode, isScalar, isSeq, type Node, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml'

/** A piece of a text, by offsets. */
export type Span = { readonly from: number; readonly to: number }

/** A piece of a text and what takes its place. All else of the text stays as it is written. */
export type Edit = Span & { readonly insert: string }

/** A policy document as it is written, for edits that keep comments, order and spelling. */
export type WrittenDocument = { readonly text: string; readonly root: YAMLMap }

/** Reads a document; `null` where it is no map, or YAML cannot read it as it stands. */
export function readWritten(text: string): WrittenDocument | null {
  const document = parseDocument(text, {
    schema: 'core',
    logLevel: 'error',
    resolveKnownTags: false,
    prettyErrors: false,
  })
  const { contents, errors } = document
  return errors.length > 0 || !isMap(contents) ? null : { text, root: contents }
}

/** The list under a key of a map; `null` where there is none. */
export function listIn(map: YAMLMap, key: string): YAMLSeq | null {
  const value = map.get(key, true)
  return isSeq(value) ? value : null
}

/** The text under a key of a map; `null` where there is none. */
export function textIn(map: YAMLMap, key: string): string | null {
  const value = map.get(key)
  return typeof value === 'string' ? value : null
}

/** Where a node stands, without the space behind it. */
export function spanOf(text: string, node: unknown): Span | null {
  if (!isNode(node) || !node.range) return null
  const [from, to] = node.range
  return { from, to: from + text.slice(from, to).trimEnd().length }
}

/** A value written on one line, as it may stand in a map: in brackets or not. */
export function writeValue(value: unknown, isInFlow: boolean): string {
  const settings = isInFlow ? ({ lineWidth: 0, collectionStyle: 'flow' } as const) : ({ lineWidth: 0 } as const)
  const written = stringify(isInFlow ? [value] : { v: value }, settings).trim()
  const plain = isInFlow ? written.replace(/^\[\s*/, '').replace(/\s*\]$/, '') : written.replace(/^v:\s?/, '')
  return plain.includes('\n') || plain.startsWith('|') || plain.startsWith('>') ? JSON.stringify(value) : plain
}

/** Where the line of an offset begins, and where the one after it does. */
export function lineAround(text: string, at: number): Span {
  const end = text.indexOf('\n', at)
  return { from: text.lastIndexOf('\n', at - 1) + 1, to: end === -1 ? text.length : end + 1 }
}

/** Sets, adds or, by `null`, takes away what stands under a key of a map; `null` where it cannot be told where. */
export function setKey(
  { text }: WrittenDocument,
  map: YAMLMap,
  [key, written]: readonly [string, string | null],
): Edit | null {
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key)
  if (pair === undefined) return written === null ? null : addKey(text, map, `${key}: ${written}`)
  const name = spanOf(text, pair.key)
  const value = spanOf(text, pair.value)
  if (name === null) return null
  if (written !== null)
    return value === null ? null : { ...value, insert: value.from === name.to + 1 ? ` ${written}` : written }
  return takeAway(text, { from: name.from, to: Math.max(value?.to ?? 0, name.to + 1) }, map.flow === true)
}

function addKey(text: string, map: YAMLMap, entry: string): Edit | null {
  const first = spanOf(text, map.items[0]?.value)
  const name = spanOf(text, map.items[0]?.key)
  if (first === null || name === null) return null
  if (map.flow === true) return { from: first.to, to: first.to, insert: `, ${entry}` }
  const at = lineAround(text, Math.max(first.to - 1, first.from)).to
  const column = name.from - lineAround(text, name.from).from
  const line = `${' '.repeat(column)}${entry}\n`
  return { from: at, to: at, insert: text[at - 1] === '\n' ? line : `\n${line.trimEnd()}` }
}

function takeAway(text: string, span: Span, isInFlow: boolean): Edit {
  if (isInFlow) {
    const before = /,\s*$/.exec(text.slice(0, span.from))?.[0].length ?? 0
    const after = before > 0 ? 0 : (/^\s*,\s*/.exec(text.slice(span.to))?.[0].length ?? 0)
    return { from: span.from - before, to: span.to + after, insert: '' }
  }
  const line = lineAround(text, span.from)
  const isFirst = /-\s*$/.test(text.slice(line.from, span.from))
  const end = lineAround(text, span.to - 1).to
  if (!isFirst) return { from: line.from, to: end, insert: '' }
  // The mark of the list's item stays, for the key on the next line.
  return { from: span.from, to: end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0), insert: '' }
}

/** The lines of each item of a list, with the comments right above it; `null` for lists in brackets, or where items share lines. */
export function blocksOf(text: string, list: YAMLSeq): readonly Span[] | null {
  if (list.flow === true) return null
  const blocks: Span[] = []
  for (const item of list.items) {
    const span = spanOf(text, item)
    if (span === null) return null
    let { from } = lineAround(text, span.from)
    if (!/^\s*-\s+$/.test(text.slice(from, span.from))) return null
    while (from > 0 && /^\s*#/.test(text.slice(lineAround(text, from - 1).from, from)))
      from = lineAround(text, from - 1).from
    blocks.push({ from, to: lineAround(text, Math.max(span.to - 1, span.from)).to })
  }
  return blocks
}

/** Adds an item, given as its lines without the mark, at the end of a list. */
export function appendItem({ text, root }: WrittenDocument, key: string, lines: readonly string[]): Edit | null {
  const list = listIn(root, key)
  const blocks = list === null ? null : blocksOf(text, list)
  const block = blocks?.at(-1)
  const column =
    list === null ? undefined : /^\s*/.exec(text.slice(lineAround(text, startOf(list.items.at(-1))).from))?.[0]
  const item = (indent: string): string =>
    lines.map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}\n`).join('')
  if (block !== undefined) {
    const isEnded = text[block.to - 1] === '\n'
    return { from: block.to, to: block.to, insert: `${isEnded ? '' : '\n'}${item(column ?? '  ')}` }
  }
  const span = list === null ? null : spanOf(text, list)
  if (list !== null && span !== null && list.items.length === 0) return { ...span, insert: `\n${item('  ').trimEnd()}` }
  if (root.has(key)) return null
  return { from: text.length, to: text.length, insert: `${text.endsWith('\n') ? '' : '\n'}\n${key}:\n${item('  ')}` }
}

function startOf(node: unknown): number {
  return isNode(node) ? (rangeOf(node)?.[0] ?? 0) : 0
}

function rangeOf({ range }: Node): readonly [number, number, number] | null {
  return range ?? null
}
