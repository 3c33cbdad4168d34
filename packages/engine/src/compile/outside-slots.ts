import type { SymbolRef, Value } from '../language/expression.ts'
import type { Policy } from '../policy/policy.ts'

/** Where the slots of a lead that no field of its own fills get their values from; worked out once, since every lead is asked. */
export type OutsideSlots = {
  /** A lead with nothing in any slot. */
  readonly nothing: readonly (Value | undefined)[]
  /** −1: the policy does not ask for it. */
  readonly mailDomain: number
  readonly mailKind: number
  /** `name` without `account.`. */
  readonly account: readonly { readonly slot: number; readonly name: string }[]
  /** `restricted("email")` asks the channel `email`. */
  readonly facts: readonly AskedChannel[]
  /** `consented("email")` likewise. */
  readonly consents: readonly AskedChannel[]
}

type AskedChannel = { readonly slot: number; readonly channel: string }

/** Sorts the policy's lead symbols by where their values come from. */
export function outsideSlotsOf({ leadSymbols }: Policy): OutsideSlots {
  const from = (origin: SymbolRef['origin']): readonly SymbolRef[] =>
    leadSymbols.filter((symbol) => symbol.origin === origin)
  const slotOf = (path: string): number => leadSymbols.find((symbol) => symbol.path === path)?.slot ?? -1
  return {
    nothing: leadSymbols.map(() => undefined),
    mailDomain: slotOf('mail.domain'),
    mailKind: slotOf('mail.kind'),
    account: from('account').map(({ slot, path }) => ({ slot, name: path.slice('account.'.length) })),
    facts: from('fact').map(askedChannel),
    consents: from('consent').map(askedChannel),
  }
}

function askedChannel({ slot, path }: SymbolRef): AskedChannel {
  return { slot, channel: path.slice(path.indexOf('"') + 1, path.lastIndexOf('"')) }
}
