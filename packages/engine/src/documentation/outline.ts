/** A condition that is always true is `null`. Targets are in the order they are tried. */
export type OutlineRule = { readonly id: string; readonly when: string | null; readonly targets: readonly string[] }

export type OutlineRoute = {
  readonly id: string
  readonly description: string | null
  /** The CSV file of a decision table. */
  readonly table: string | null
  /** One rule, or one per table row. */
  readonly rules: readonly OutlineRule[]
  readonly also: readonly { readonly role: string; readonly targets: readonly string[] }[]
  readonly plan: string | null
  readonly stopsWhenUnknown: boolean
}

export type OutlineFallback = {
  readonly name: string
  readonly when: string
  /** What is tried before the targets. */
  readonly first: string | null
  readonly targets: readonly string[]
}

export type Clock = { readonly name: string; readonly when: string | null; readonly target: string }

/** A policy in plain words, in the order the engine asks it. */
export type Outline = {
  readonly name: string
  readonly description: string | null
  readonly hash: string
  readonly fields: readonly { readonly name: string; readonly type: string; readonly description: string }[]
  /** Those of the policy, and the built-in ones that it uses. */
  readonly groups: readonly { readonly name: string; readonly members: string }[]
  readonly derived: readonly {
    readonly name: string
    readonly cases: readonly { readonly when: string | null; readonly value: string }[]
  }[]
  readonly hardRules: readonly {
    readonly id: string
    readonly description: string | null
    readonly when: string | null
    /** What it does; of a rule that asks something of people, followed by `condition`. */
    readonly effect: string
    readonly condition: string | null
    /** Where it leads: the owner it binds to and their alternatives, or the refusal. */
    readonly targets: readonly string[]
    /** `null` when it can never be unknown. */
    readonly whenUnknown: string | null
  }[]
  readonly routes: readonly OutlineRoute[]
  readonly fallbacks: readonly OutlineFallback[]
  readonly reassignments: readonly string[]
  readonly clocks: readonly Clock[]
  readonly tests: readonly { readonly name: string; readonly lead: string; readonly expect: string }[]
}
