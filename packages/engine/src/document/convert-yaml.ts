import { type Document, type Node, type Pair, type Scalar, type YAMLMap, isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { DocumentEntry, DocumentNode, DocumentRange, TextNode, TextStyle } from './document-node.ts'
import { type TextProblem, documentLimits } from './document-reading.ts'
import type { UnquotedCondition } from './unquoted-conditions.ts'
import { unquotedNode } from './unquoted-problem.ts'

/** Turns the library's document into our own tree: aliases followed, duplicate keys and tags told, sizes bounded. */
export function convertYaml(
  text: string,
  document: Document.Parsed,
  unquoted: readonly UnquotedCondition[],
): { readonly root: DocumentNode | null; readonly problems: readonly TextProblem[] } {
  const conversion: Conversion = {
    text,
    unquoted: new Map(unquoted.map((condition) => [condition.start, condition])),
    anchors: new Map(),
    sizes: new Map(),
    nodeCount: 0,
    isTooLarge: false,
    problems: [],
  }
  const { yaml } = document.directives
  if (yaml.explicit === true && yaml.version !== '1.2') {
    const start = Math.max(0, text.indexOf('%YAML'))
    tell(conversion, 'document_directive', {
      range: { start, end: start + 5 },
      message:
        'The %YAML directive asks for another version of YAML, which reads words such as `yes` and `on` differently.',
      hint: 'Leave the directive out: the document is read as YAML 1.2.',
    })
  }
  const root = document.contents === null ? null : convert(conversion, document.contents, 0)
  return { root, problems: conversion.problems }
}

type Conversion = {
  readonly text: string
  readonly unquoted: ReadonlyMap<number, UnquotedCondition>
  /** `null` while the anchored node is still being converted. */
  readonly anchors: Map<string, DocumentNode | null>
  readonly sizes: Map<DocumentNode, number>
  nodeCount: number
  isTooLarge: boolean
  readonly problems: TextProblem[]
}

function convert(conversion: Conversion, node: Node, depth: number): DocumentNode {
  const range = rangeOf(node)
  if (depth > documentLimits.depthMax) {
    tell(conversion, 'document_too_deep', {
      range,
      message: `Lists and maps stand more than ${documentLimits.depthMax} levels deep.`,
      hint: 'Write it flatter: no part of a policy needs that many levels.',
    })
    return { kind: 'nothing', ...range }
  }
  if (isAlias(node)) return followAlias(conversion, node.source, range)
  if (node.tag !== undefined) tellTag(conversion, node.tag, range)
  if (node.anchor !== undefined) conversion.anchors.set(node.anchor, null)
  const before = conversion.nodeCount
  conversion.nodeCount += 1
  const converted = convertContent(conversion, node, depth)
  if (node.anchor !== undefined) {
    conversion.anchors.set(node.anchor, converted)
    conversion.sizes.set(converted, conversion.nodeCount - before)
  }
  return converted
}

function convertContent(conversion: Conversion, node: Node, depth: number): DocumentNode {
  const range = rangeOf(node)
  if (isMap(node)) return { kind: 'map', entries: convertEntries(conversion, node, depth), ...range }
  if (isSeq(node)) {
    const items = node.items.map((item) => (isNodeLike(item) ? convert(conversion, item, depth + 1) : nothingAt(range)))
    return { kind: 'list', items, ...range }
  }
  return isScalar(node) ? convertScalar(conversion, node) : nothingAt(range)
}

function convertEntries(conversion: Conversion, map: YAMLMap, depth: number): readonly DocumentEntry[] {
  const entries: DocumentEntry[] = []
  const seen = new Map<string, DocumentRange>()
  for (const pair of map.items) {
    const key = keyOf(conversion, pair)
    if (key === null) continue
    const earlier = seen.get(key.text)
    if (earlier === undefined) seen.set(key.text, key.range)
    else tellDuplicate(conversion, key, earlier)
    const value = isNodeLike(pair.value)
      ? convert(conversion, pair.value, depth + 1)
      : nothingAt({ start: key.range.end, end: key.range.end })
    if (earlier === undefined) entries.push({ key: key.text, keyRange: key.range, value })
  }
  return entries
}

function keyOf(conversion: Conversion, pair: Pair): { readonly text: string; readonly range: DocumentRange } | null {
  const { key } = pair
  if (isScalar(key)) {
    const text = typeof key.value === 'string' ? key.value : (key.source ?? '')
    return { text, range: rangeOf(key) }
  }
  const range = isNodeLike(key) ? rangeOf(key) : { start: 0, end: 0 }
  tell(conversion, 'document_key_not_text', {
    range,
    message: 'A key of a map must be a plain word.',
    hint: 'Put the value in quotes if it is a text that starts with a bracket, a brace or a star.',
  })
  return null
}

function convertScalar(conversion: Conversion, node: Scalar): DocumentNode {
  const range = rangeOf(node)
  const unquoted = node.type === 'PLAIN' ? conversion.unquoted.get(range.start) : undefined
  if (unquoted !== undefined) return unquotedNode(unquoted)
  const { value } = node
  switch (typeof value) {
    case 'string':
      return { kind: 'text', value, style: styleOf(node), ...range } satisfies TextNode
    case 'number':
      return { kind: 'number', value, text: node.source ?? String(value), ...range }
    case 'boolean':
      return { kind: 'boolean', value, text: node.source ?? String(value), ...range }
    default:
      return nothingAt(range)
  }
}

function styleOf(node: Scalar): TextStyle {
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return 'double'
    case 'QUOTE_SINGLE':
      return 'single'
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block'
    default:
      return 'plain'
  }
}

/** An alias gives the very node it names, so that a document of repeated aliases stays small; its size is counted. */
function followAlias(conversion: Conversion, name: string, range: DocumentRange): DocumentNode {
  const target = conversion.anchors.get(name)
  if (target === undefined) {
    tell(conversion, 'document_alias', {
      range,
      message: `No anchor \`&${name}\` stands before this alias.`,
      hint: `Put the text in quotes if it only starts with a star, or write \`&${name}\` before the value it repeats.`,
    })
    return nothingAt(range)
  }
  if (target === null) {
    tell(conversion, 'document_alias_cycle', {
      range,
      message: `The alias \`*${name}\` stands inside the value it names.`,
      hint: 'Write the value out instead of repeating it.',
    })
    return nothingAt(range)
  }
  const size = conversion.sizes.get(target) ?? 1
  if (conversion.nodeCount + size > documentLimits.nodesMax) {
    // Told once: a document made of such aliases would repeat it without end.
    if (conversion.isTooLarge) return nothingAt(range)
    conversion.isTooLarge = true
    tell(conversion, 'document_alias_too_large', {
      range,
      message: `With its aliases written out the document holds more than ${documentLimits.nodesMax} values.`,
      hint: 'Use fewer aliases inside of aliased values.',
    })
    return nothingAt(range)
  }
  conversion.nodeCount += size
  return target
}

function tellTag(conversion: Conversion, tag: string, range: DocumentRange): void {
  const mark = Math.max(0, conversion.text.lastIndexOf('!', range.start))
  const start = conversion.text.charAt(mark - 1) === '!' ? mark - 1 : mark
  const written = tag.replace('tag:yaml.org,2002:', '!!')
  tell(conversion, 'document_tag', {
    range: { start, end: Math.max(start + 1, range.start) },
    message: `\`${written}\` is a YAML tag, and tags have no meaning here.`,
    hint: 'Put the text in quotes if it only starts with an exclamation mark, or leave the tag out.',
  })
}

function tellDuplicate(
  conversion: Conversion,
  key: { readonly text: string; readonly range: DocumentRange },
  earlier: DocumentRange,
): void {
  if (isFull(conversion)) return
  const line = conversion.text.slice(0, earlier.start).split('\n').length
  tell(conversion, 'document_duplicate_key', {
    range: key.range,
    message: `The key \`${key.text}\` is written twice in this map; line ${line} has it already.`,
    hint: 'Keep one of the two, or give them different names.',
  })
}

function tell(
  conversion: Conversion,
  code: TextProblem['code'],
  said: { readonly range: DocumentRange; readonly message: string; readonly hint: string },
): void {
  if (!isFull(conversion)) conversion.problems.push({ code, message: said.message, hint: said.hint, ...said.range })
}

function isFull({ problems }: Conversion): boolean {
  return problems.length >= documentLimits.problemsMax
}

function isNodeLike(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value)
}

function rangeOf(node: Node): DocumentRange {
  const [start, end] = node.range ?? [0, 0]
  return { start, end }
}

function nothingAt(range: DocumentRange): DocumentNode {
  return { kind: 'nothing', ...range }
}
