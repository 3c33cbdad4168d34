import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
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
  const { identity, values } = lead
  const { nothing, mailDomain, mailKind, account: asked, facts, consents } = policy.outside
  const slots: LeadSlots = nothing.slice()
  for (let slot = 0; slot < values.length; slot += 1) slots[slot] = values[slot]
  if (mailDomain >= 0) slots[mailDomain] = identity.domain ?? undefined
  if (mailKind >= 0) slots[mailKind] = identity.mailKind ?? undefined
  const account = match.kind === 'matched' ? match.account : null
  if (account !== null) for (const { slot, name } of asked) slots[slot] = accountValue(name, account)
  for (const { slot, channel } of facts) slots[slot] = world.restricted(identity, account?.id ?? null, channel)
  for (const { slot, channel } of consents)
    slots[slot] = world.consented(identity, account?.id ?? null, channel) ?? undefined
  policy.computeDerived(slots)
  return slots
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
