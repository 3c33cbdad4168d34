/** A part of a policy that can differ. */
export type PolicySection =
  | 'policy'
  | 'field'
  | 'account_field'
  | 'owner_field'
  | 'group'
  | 'derived'
  | 'constraint'
  | 'route'
  | 'row'
  | 'fallback'
  | 'reassign'
  | 'clock'
  | 'test'

/** One property that differs, as text; `null` is absent. */
export type ChangeDetail = { readonly what: string; readonly before: string | null; readonly after: string | null }

/** One difference between two policies. Positions count from 1. */
export type PolicyChange = {
  readonly section: PolicySection
  /** The thing's name or id; of a row without an id its condition. */
  readonly id: string
  /** The route that a row belongs to. */
  readonly within: string | null
} & (
  | { readonly kind: 'added'; readonly position: number | null; readonly details: readonly ChangeDetail[] }
  | { readonly kind: 'removed'; readonly position: number | null; readonly details: readonly ChangeDetail[] }
  | { readonly kind: 'moved'; readonly from: number; readonly to: number }
  | { readonly kind: 'changed'; readonly position: number | null; readonly details: readonly ChangeDetail[] }
)

/** What differs in meaning between two policies; without changes they have the same hash. */
export type PolicyDiff = {
  readonly before: { readonly name: string; readonly hash: string }
  readonly after: { readonly name: string; readonly hash: string }
  /** In the order of the document's sections. */
  readonly changes: readonly PolicyChange[]
}
