import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { pathAt } from './path-at.ts'
import { choicesAt } from './schema-walk.ts'

/** What completions are made of, as it is known at the moment. */
export type CompletionHints = {
  /** The JSON Schema of policies. */
  readonly schema: unknown
  /** Names that conditions may read. */
  readonly symbols: readonly string[]
  readonly pools: readonly string[]
  readonly owners: readonly string[]
}

/** Completes keys and values by the schema, names in conditions, and pools and people where the document names them. */
export function policyCompletions(
  hints: () => CompletionHints,
): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const word = context.matchBefore(/[\w.-]*/)
    if (word === null) return null
    const { path, kind } = pathAt(context.state.sliceDoc(0, word.from))
    const last = path.at(-1) ?? ''
    // A list of choices over every empty line would stand in the way of whoever writes.
    if (word.from === word.to && !context.explicit) return null
    const options = kind === 'key' ? keysAt(hints(), path) : valuesAt(hints(), path, last)
    return options.length === 0 ? null : { from: word.from, options, validFor: /^[\w.-]*$/ }
  }
}

function keysAt({ schema }: CompletionHints, path: readonly string[]): readonly Completion[] {
  return choicesAt(schema, path).keys.map(({ text, description }) => ({
    label: text,
    apply: `${text}: `,
    ...(description === null ? {} : { info: description }),
  }))
}

function valuesAt(hints: CompletionHints, path: readonly string[], last: string): readonly Completion[] {
  if (last === 'when' || last === 'require') return named(hints.symbols)
  if (last === 'pool') return named(hints.pools)
  if (last === 'owner') return named(hints.owners)
  return choicesAt(hints.schema, path).values.map(({ text }) => ({ label: text }))
}

function named(names: readonly string[]): readonly Completion[] {
  return names.map((label) => ({ label }))
}
