import { type Document, isScalar, parseDocument, visit } from 'yaml'
import type { DocumentNode } from './document-node.ts'
import type { TextProblem } from './document-reading.ts'
import { convertYaml } from './convert-yaml.ts'
import { type UnquotedCondition, findUnquotedConditions } from './unquoted-conditions.ts'
import { unquotedProblem } from './unquoted-problem.ts'
import { yamlProblems } from './yaml-problems.ts'

/** The tree of a YAML text, the conditions put right that stand without their quotes. */
export type YamlReading = {
  readonly root: DocumentNode | null
  readonly problems: readonly TextProblem[]
  readonly readableUntil: number
}

/** Reads YAML 1.2. `conditionKeys` are the keys whose value is a condition, such as `when`. */
export function readYaml(text: string, conditionKeys: readonly string[]): YamlReading {
  const suspects = findUnquotedConditions(text, conditionKeys)
  const { document, unquoted } = parseAround(text, suspects)
  const syntax = yamlProblems(text, document)
  const converted = convertYaml(text, document, unquoted)
  return {
    root: converted.root,
    problems: [...unquoted.map((condition) => unquotedProblem(text, condition)), ...syntax, ...converted.problems],
    readableUntil: syntax.reduce((first, problem) => Math.min(first, problem.start), text.length),
  }
}

/**
 * Parses with the suspects covered by letters of the same length, so that YAML keeps its footing and every offset
 * stays. A suspect that then is not the value of its key was a text about conditions, and is uncovered again.
 */
function parseAround(
  text: string,
  suspects: readonly UnquotedCondition[],
): { readonly document: Document.Parsed; readonly unquoted: readonly UnquotedCondition[] } {
  let unquoted = suspects
  for (let round = 0; round < coverRoundsMax; round += 1) {
    if (unquoted.length === 0) break
    const document = parse(cover(text, unquoted))
    const plain = plainValues(document)
    const confirmed = unquoted.filter(({ keyStart, start }) => plain.get(keyStart) === start)
    if (confirmed.length === unquoted.length) return { document, unquoted }
    unquoted = confirmed
  }
  return { document: parse(text), unquoted: [] }
}

/** One round confirms ordinary documents; a text made to need many is read as it stands. */
const coverRoundsMax = 4

function parse(text: string): Document.Parsed {
  // Duplicate keys are found while converting: the library compares every pair of keys.
  return parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
    schema: 'core',
    resolveKnownTags: false,
  })
}

function cover(text: string, conditions: readonly UnquotedCondition[]): string {
  if (conditions.length === 0) return text
  const parts: string[] = []
  let from = 0
  for (const { start, end } of conditions) {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\s]/g, 'x'))
    from = end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

/** Where the plain value of each key starts, by where the key starts. */
function plainValues(document: Document.Parsed): ReadonlyMap<number, number> {
  const starts = new Map<number, number>()
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && isScalar(value) && value.type === 'PLAIN')
        starts.set(key.range?.[0] ?? -1, value.range?.[0] ?? -1)
    },
  })
  return starts
}
