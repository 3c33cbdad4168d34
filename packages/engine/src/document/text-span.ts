import type { DocumentRange, TextNode } from './document-node.ts'

/**
 * Where a part of a text's value stands in the document. Quotes, escapes, folded lines and the indentation of
 * block texts make the two differ. White space of a block may stand for other white space; all else is exact.
 */
export function textSpan(source: string, node: TextNode, part: DocumentRange): DocumentRange {
  const walk: Walk = { source, node, at: contentStart(source, node), foldedLeft: 0 }
  let start: number | null = null
  for (let index = 0; index < node.value.length; index += 1) {
    const from = stepTo(walk, node.value.charAt(index))
    if (index === part.start) start = from
    if (index === part.start && part.end <= part.start) return { start: from, end: from }
    if (index + 1 === part.end && part.end > part.start) return { start: start ?? from, end: walk.at }
  }
  // The part ends after the last character: a problem such as a missing operand points there.
  const end = Math.min(walk.at, node.end)
  return { start: Math.min(start ?? end, end), end }
}

type Walk = {
  readonly source: string
  readonly node: TextNode
  at: number
  /** How many more characters of the value the folded white space at `at` makes. */
  foldedLeft: number
}

function contentStart(source: string, node: TextNode): number {
  switch (node.style) {
    case 'plain':
      return node.start
    case 'single':
    case 'double':
      return node.start + 1
    case 'block':
      return source.indexOf('\n', node.start) + 1
  }
}

/** Moves past the source of one character of the value and returns where that source starts. */
function stepTo(walk: Walk, character: string): number {
  const { source, node } = walk
  if (node.style === 'double') skipContinuation(walk)
  if (isSpace(character) && isSpace(source.charAt(walk.at))) return stepToSpace(walk, character)
  if (!isSpace(character)) while (isSpace(source.charAt(walk.at))) walk.at += 1
  const from = walk.at
  if (node.style === 'double' && source.charAt(from) === '\\') {
    // An escape beyond the basic plane makes two UTF-16 units: it is passed at the second one.
    const isFirstHalf = source.charAt(from + 1) === 'U' && /[\uD800-\uDBFF]/.test(character)
    if (!isFirstHalf) walk.at += escapeLength(source.charAt(from + 1))
  } else {
    walk.at += node.style === 'single' && character === "'" ? 2 : 1
  }
  return from
}

function stepToSpace(walk: Walk, character: string): number {
  const from = walk.at
  if (walk.node.style === 'block') {
    // The next visible character skips whatever indentation is left.
    if (walk.source.charAt(from) === character) walk.at += 1
    return from
  }
  const run = /^[ \t\r\n]+/.exec(walk.source.slice(from, from + 1_000))?.[0] ?? ''
  const breaks = run.split('\n').length - 1
  if (breaks === 0) {
    walk.at += 1
    return from
  }
  // One line break is folded into a space; of more, all but one stay.
  if (walk.foldedLeft === 0) walk.foldedLeft = Math.max(1, breaks - 1)
  walk.foldedLeft -= 1
  if (walk.foldedLeft === 0) walk.at += run.length
  return from
}

/** A backslash at the end of a line joins it with the next one, without its indentation. */
function skipContinuation(walk: Walk): void {
  const joined = /^(?:\\\r?\n[ \t]*)+/.exec(walk.source.slice(walk.at, walk.at + 1_000))?.[0] ?? ''
  walk.at += joined.length
}

function escapeLength(letter: string): number {
  switch (letter) {
    case 'x':
      return 4
    case 'u':
      return 6
    case 'U':
      return 10
    default:
      return 2
  }
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}
