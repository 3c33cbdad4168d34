import { quoted } from '../document/quoted.ts'
import type { DocumentNode } from '../document/document-node.ts'
import { nearest } from '../language/suggest.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'

/** What a node is, for messages: `a text`, `a list`. */
function describeNode(node: DocumentNode): string {
  switch (node.kind) {
    case 'map':
      return 'a map'
    case 'list':
      return 'a list'
    case 'text':
      return 'a text'
    case 'number':
      return 'a number'
    case 'boolean':
      return `\`${node.text}\``
    case 'nothing':
      return 'empty'
  }
}

/** Tells that the value is of another kind than is wanted, such as `a list of names`. */
export function tellWrongType(
  reader: PolicyReader,
  { node, path }: Spot,
  said: string | { readonly wanted: string; readonly hint: string },
): null {
  const { wanted, hint } = typeof said === 'string' ? { wanted: said, hint: `Write ${said}.` } : said
  const isEmpty = node.kind === 'nothing'
  const subject = path === '' ? 'The document' : `\`${path}\``
  reader.report({
    code: isEmpty ? 'policy_value_missing' : 'policy_type_wrong',
    message: isEmpty ? `${subject} has no value.` : `${subject} must be ${wanted}; this is ${describeNode(node)}.`,
    hint: isEmpty ? `${hint.replace(/\.$/, '')}, or leave the key out.` : hint,
    path,
    range: startOf(node),
  })
  return null
}

/** A map or list would mark half the document, so only its beginning is marked. */
function startOf(node: DocumentNode): { readonly start: number; readonly end: number } {
  return node.kind === 'map' || node.kind === 'list' ? { start: node.start, end: node.start } : node
}

/** The text as written, of a number or a truth too: where a text is wanted, nobody means a number by `12`. */
export function textOf(node: DocumentNode): string | null {
  switch (node.kind) {
    case 'text':
      return node.value
    case 'number':
    case 'boolean':
      return node.text
    case 'map':
    case 'list':
    case 'nothing':
      return null
  }
}

/** A longer text, such as a description. */
export function readText(reader: PolicyReader, spot: Spot): string | null {
  const text = textOf(spot.node)
  if (text === null) return tellWrongType(reader, spot, 'a text')
  return isSound(reader, spot, { text: text.trim(), lengthMax: policyLimits.textLengthMax }) ? text.trim() : null
}

/** The name of something: one line, without spaces at its ends. */
export function readName(reader: PolicyReader, spot: Spot): string | null {
  const text = textOf(spot.node)
  if (text === null) return tellWrongType(reader, spot, 'a name')
  return isSound(reader, spot, { text, lengthMax: policyLimits.nameLengthMax }) && isOneLine(reader, spot, text)
    ? text
    : null
}

function isSound(
  reader: PolicyReader,
  spot: Spot,
  said: { readonly text: string; readonly lengthMax: number },
): boolean {
  const { text, lengthMax } = said
  const fault =
    text.trim() === ''
      ? 'is empty'
      : text.length > lengthMax
        ? `has ${text.length} characters, and at most ${lengthMax} are allowed`
        : /(?![\t\n\r])\p{Cc}/u.test(text)
          ? 'holds a control character'
          : null
  if (fault === null) return true
  reader.report({
    code: 'policy_text_malformed',
    message: `\`${spot.path}\` ${fault}.`,
    hint: 'Write a plain, shorter text, or leave the key out.',
    path: spot.path,
    range: spot.node,
  })
  return false
}

function isOneLine(reader: PolicyReader, { node, path }: Spot, text: string): boolean {
  const isGood = text === text.trim() && !/[\n\r\t]/.test(text)
  if (isGood) return true
  reader.report({
    code: 'policy_name_malformed',
    message: `The name in \`${path}\` has a line break, a tab, or spaces at its ends.`,
    hint: `Write ${quoted(text.trim().replaceAll(/\s+/g, ' '))}.`,
    path,
    range: node,
  })
  return false
}

/** `true` or `false`. */
export function readBoolean(reader: PolicyReader, spot: Spot): boolean | null {
  const { node } = spot
  if (node.kind === 'boolean') return node.value
  const meant = node.kind === 'text' ? truths.get(node.value.toLowerCase()) : undefined
  return tellWrongType(reader, spot, meant === undefined ? '`true` or `false`' : `\`${meant}\``)
}

const truths: ReadonlyMap<string, string> = new Map([
  ...['true', 'yes', 'on', 'y'].map((word) => [word, 'true'] as const),
  ...['false', 'no', 'off', 'n'].map((word) => [word, 'false'] as const),
])

/** A number within bounds. */
export function readNumber(
  reader: PolicyReader,
  spot: Spot,
  allowed: { readonly min?: number; readonly max?: number; readonly isInteger?: boolean } = {},
): number | null {
  const { node, path } = spot
  if (node.kind !== 'number')
    return tellWrongType(reader, spot, allowed.isInteger === true ? 'a whole number' : 'a number')
  const { min = Number.NEGATIVE_INFINITY, max = Number.MAX_SAFE_INTEGER } = allowed
  const isFit = Number.isFinite(node.value) && node.value >= min && node.value <= max
  if (isFit && (allowed.isInteger !== true || Number.isSafeInteger(node.value))) return node.value
  const wanted = allowed.isInteger === true ? 'a whole number' : 'a number'
  reader.report({
    code: 'policy_number_malformed',
    message: `\`${path}\` cannot be ${node.text}.`,
    hint: Number.isFinite(min) ? `Write ${wanted}, at least ${min}.` : `Write ${wanted} that can be kept exactly.`,
    path,
    range: node,
  })
  return null
}

/** One word of a closed list. */
export function readChoice<Choice extends string>(
  reader: PolicyReader,
  spot: Spot,
  choices: readonly Choice[],
): Choice | null {
  const { node, path } = spot
  const text = textOf(node)
  if (text === null) return tellWrongType(reader, spot, listed(choices))
  const chosen = choices.find((choice) => choice === text)
  if (chosen !== undefined) return chosen
  const meant = nearest(text, choices)
  reader.report({
    code: 'policy_choice_unknown',
    message: `\`${path}\` cannot be \`${text.slice(0, 60)}\`.`,
    hint: meant === null ? `Write ${listed(choices)}.` : `Did you mean \`${meant}\`? It can be ${listed(choices)}.`,
    path,
    range: node,
  })
  return null
}

function listed(choices: readonly string[]): string {
  const words = choices.map((choice) => `\`${choice}\``)
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** The items of a list with their paths; a single value that is not a list is told. */
export function readItems(
  reader: PolicyReader,
  spot: Spot,
  limits: { readonly max: number; readonly wanted: string },
): readonly Spot[] | null {
  const { node, path } = spot
  if (node.kind !== 'list') return tellWrongType(reader, spot, limits.wanted)
  if (node.items.length > limits.max) tellTooMany(reader, spot, { count: node.items.length, max: limits.max })
  return node.items.slice(0, limits.max).map((item, index) => ({ node: item, path: `${path}[${index}]` }))
}

/** Tells that there is more of something than may be. */
export function tellTooMany(
  reader: PolicyReader,
  { node, path }: Spot,
  { count, max }: { readonly count: number; readonly max: number },
): void {
  reader.report({
    code: 'policy_too_large',
    message: `\`${path}\` has ${count} entries, and at most ${max} are allowed.`,
    hint: 'Split it, or move rules into decision tables.',
    path,
    range: startOf(node),
  })
}

/** A list of names, each once. */
export function readNames(
  reader: PolicyReader,
  spot: Spot,
  limits: { readonly max: number; readonly wanted: string },
): readonly string[] | null {
  const items = readItems(reader, spot, limits)
  if (items === null) return null
  const names = new Set<string>()
  for (const item of items) {
    const name = readName(reader, item)
    if (name === null) continue
    if (names.has(name)) {
      reader.report({
        code: 'policy_value_twice',
        severity: 'warning',
        message: `\`${name}\` stands twice in \`${spot.path}\`.`,
        hint: 'Remove one of the two.',
        path: item.path,
        range: item.node,
      })
    }
    names.add(name)
  }
  return [...names]
}
