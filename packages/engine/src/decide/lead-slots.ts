import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { SymbolRef, Value } from '../language/expression.ts'
import type { Account, AccountMatch } from '../match/account.ts'
import type { NormalisedLead } from '../normalise/lead.ts'
import type { World } from './world.ts'

/** The lead's slots while a decision is being made: filled in the order of the policy's lead symbols. */
export type LeadSlots = (Value | undefined)[]

/**
 * Everything the policy's conditions may read about this lead, by slot: its fields, its mail, the matched
 * account, the facts that the world knows, and the derived values, which are computed last.
 */
export function fillLeadSlots(
  policy: CompiledPolicy,
  from: { readonly lead: NormalisedLead; readonly match: AccountMatch; readonly world: World },
): LeadSlots {
  const { lead, match, world } = from
  const symbols = policy.policy.leadSymbols
  const slots: LeadSlots = lead.values.slice()
  slots.length = symbols.length
  const account = match.kind === 'matched' ? match.account : null
  for (let slot = lead.values.length; slot < symbols.length; slot += 1) {
    slots[slot] = outsideValue(symbols[slot], { lead, account, world })
  }
  policy.computeDerived(slots)
  return slots
}

function outsideValue(
  symbol: SymbolRef,
  from: { readonly lead: NormalisedLead; readonly account: Account | null; readonly world: World },
): Value | undefined {
  switch (symbol.origin) {
    case 'mail':
      return mailValue(symbol.path, from.lead)
    case 'account':
      return from.account === null ? undefined : accountValue(symbol.path.slice('account.'.length), from.account)
    case 'fact':
      return from.world.restricted(from.lead.identity, from.account?.id ?? null, channelOf(symbol.path))
    case 'field':
    case 'derived':
    case 'owner':
      return undefined
  }
}

function mailValue(path: string, lead: NormalisedLead): Value | undefined {
  return (path === 'mail.domain' ? lead.identity.domain : lead.identity.mailKind) ?? undefined
}

function accountValue(name: string, account: Account): Value | undefined {
  switch (name) {
    case 'id':
      return account.id
    case 'name':
      return account.name
    case 'tier':
      return account.tier
    case 'owner':
      return account.owner
    case 'parent':
      return account.parent
    case 'country':
      return account.country
    case 'subdivision':
      return account.subdivision
    default:
      return account.attributes?.[name]
  }
}

/** `restricted("email")` → `email`. */
export function channelOf(path: string): string {
  return path.slice(path.indexOf('"') + 1, path.lastIndexOf('"'))
}
