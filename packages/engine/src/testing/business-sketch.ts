import type { ConditionSketch } from './condition-sketch.ts'

/** A place to try, as plain data. A `bound` place is the account's owner. */
export type PlaceSketch = { readonly kind: 'pool' | 'owner' | 'hold' | 'refuse' | 'bound'; readonly name: string }

/** What a hard rule asks of a person. */
export type QualitySketch =
  | { readonly kind: 'certified'; readonly name: string }
  | { readonly kind: 'in_country_of_lead' }
  | { readonly kind: 'in_team'; readonly team: string }

export type RuleSketch = {
  readonly id: string
  readonly when: ConditionSketch | null
  readonly whenUnknown: 'applies' | 'skip' | 'incomplete'
  readonly effect:
    | { readonly kind: 'require'; readonly quality: QualitySketch }
    | { readonly kind: 'bind'; readonly otherwise: readonly PlaceSketch[] }
    | { readonly kind: 'refuse'; readonly reason: string }
}

export type RouteSketch = {
  readonly id: string
  readonly when: ConditionSketch | null
  readonly to: readonly PlaceSketch[]
  readonly stopsWhenUnknown: boolean
  /** Further roles. */
  readonly also: Readonly<Record<string, readonly PlaceSketch[]>>
}

/** A policy as plain data, before it is written. */
export type PolicySketch = {
  /** The cases of the derived value `segment`. */
  readonly segment: readonly { readonly when: ConditionSketch | null; readonly value: string }[]
  readonly rules: readonly RuleSketch[]
  readonly routes: readonly RouteSketch[]
  readonly fallback: {
    readonly unmatched: readonly PlaceSketch[]
    readonly incomplete: {
      readonly waitSeconds: number
      readonly waitFor: readonly string[]
      readonly then: readonly PlaceSketch[]
    }
    readonly nobody: { readonly lookAheadSeconds: number; readonly then: readonly PlaceSketch[] }
  }
  readonly clocks: boolean
}
