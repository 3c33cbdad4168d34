/** What an attribute can hold. A missing attribute is `undefined`, never `null` or an empty string. */
export type Value = string | number | boolean | readonly Value[]

/** Attribute values by slot; `undefined` is missing. */
export type Values = readonly (Value | undefined)[]

/** The result of a condition: `undefined` is unknown, in Kleene's three-valued logic. */
export type Truth = boolean | undefined

/**
 * The static type of an expression. `values` closes a string type (an enum, a country): a literal
 * compared with it must be one of them. `domain` names what the text means, for messages.
 */
export type ValueType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'number' }
  | { readonly kind: 'string'; readonly domain?: string; readonly values?: ReadonlySet<string> }
  | { readonly kind: 'list'; readonly of: ValueType }

/** Where in the condition's own text a node stands: offsets in UTF-16 units, end exclusive. */
export type Span = { readonly start: number; readonly end: number }

/**
 * A name a condition may read. `lead` symbols (fields, `mail.*`, `account.*`, derived values, facts such
 * as `restricted("any")`) are read from the lead's slots; `owner` symbols from the candidate's.
 */
export type SymbolRef = {
  /** As written: `country`, `account.tier`, `owner.certifications`, `segment`, `restricted("any")`. */
  readonly path: string
  readonly space: 'lead' | 'owner'
  readonly origin: 'field' | 'mail' | 'account' | 'derived' | 'fact' | 'consent' | 'owner'
  /** Position in the space's slots. */
  readonly slot: number
  readonly type: ValueType
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>='
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'

/**
 * A condition that has been parsed and type-checked. Groups are already expanded to constants; `&&` and
 * `||` are flattened. This is what the evaluator, the index and the static checks all read.
 */
export type Expression = { readonly type: ValueType; readonly span: Span } &
  /** `group` names the policy's group whose constants these are, where it was written as one. */
  (
    | { readonly kind: 'constant'; readonly value: Value; readonly group?: string }
    | { readonly kind: 'symbol'; readonly symbol: SymbolRef }
    | { readonly kind: 'not'; readonly operand: Expression }
    | { readonly kind: 'all'; readonly operands: readonly Expression[] }
    | { readonly kind: 'any'; readonly operands: readonly Expression[] }
    | {
        readonly kind: 'compare'
        readonly operator: CompareOperator
        readonly left: Expression
        readonly right: Expression
      }
    /** `item in list`. A list of constants is one `constant` whose value is an array. */
    | { readonly kind: 'in'; readonly item: Expression; readonly list: Expression }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | {
        readonly kind: 'arithmetic'
        readonly operator: ArithmeticOperator
        readonly left: Expression
        readonly right: Expression
      }
    | { readonly kind: 'negative'; readonly operand: Expression }
    | {
        readonly kind: 'conditional'
        readonly test: Expression
        readonly then: Expression
        readonly otherwise: Expression
      }
    /** A call of a function of the language; a method's receiver is the first argument. */
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
    /** `list.exists(item, body)` and its kin: `all` and `exists_one` are truths, `filter` and `map` are lists. */
    | {
        readonly kind: 'quantifier'
        readonly quantifier: 'exists' | 'all' | 'exists_one' | 'filter' | 'map'
        readonly variable: string
        readonly list: Expression
        readonly body: Expression
      }
    | { readonly kind: 'variable'; readonly name: string }
  )
