import type { SymbolRef, Value, ValueType } from './expression.ts'

/** What a condition may read, in the place where it stands. */
export type Scope = {
  /** The symbol with exactly this path (`country`, `account.tier`, `owner.skills`); `null` when there is none. */
  symbol(path: string): SymbolRef | null
  /** Every path that `symbol` knows, for "did you mean". */
  readonly names: readonly string[]
  /** What `group("…")` stands for. */
  readonly groups: Readonly<Record<string, readonly Value[]>>
  /** Functions that ask for a fact about the lead, such as `restricted`. */
  readonly factNames: readonly string[]
  /** The symbol behind `restricted("any")`; `null` when the fact has no such argument. */
  fact(name: string, argument: string): SymbolRef | null
  /** Why a name that exists elsewhere cannot be read here, in one sentence; `null` when it exists nowhere. */
  explainAbsence?(path: string): string | null
  /** The value that another spelling stands for (`Germany` → `DE`, an enum's alias), when one is known. */
  suggestValue?(type: ValueType, written: string): string | null
}
