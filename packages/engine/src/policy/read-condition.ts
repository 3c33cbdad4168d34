import type { TextNode } from '../document/document-node.ts'
import { textSpan } from '../document/text-span.ts'
import { parseCondition } from '../language/parse-condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Condition } from './policy.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { tellWrongType } from './read-value.ts'

/** Reads a condition; its problems are told at the line and column of the document where they stand. */
export function readCondition(reader: PolicyReader, spot: Spot, scope: Scope): Condition | null {
  const node = asText(spot)
  if (node === null) return tellWrongType(reader, spot, 'a condition such as `country == "DE"`')
  const { expression, problems } = parseCondition(node.value, scope)
  for (const { code, severity, message, hint, span } of problems) {
    const range = textSpan(reader.source.text, node, span)
    reader.report({ code, severity, message, hint, path: spot.path, range })
  }
  if (expression === null) return null
  return { text: node.value.trimEnd(), expression, place: reader.placeOf(node) }
}

/** `when: true` is a condition too, although YAML makes a truth of it. */
function asText({ node }: Spot): TextNode | null {
  if (node.kind === 'text') return node
  return node.kind === 'boolean'
    ? { kind: 'text', value: node.text, style: 'plain', start: node.start, end: node.end }
    : null
}
