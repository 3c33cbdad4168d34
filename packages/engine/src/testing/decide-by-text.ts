import { compilePolicy } from '../compile/compile-policy.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { decide } from '../decide/decide.ts'
import type { DecisionInput } from '../decide/decision-input.ts'
import type { Account, AccountMatch } from '../match/account.ts'
import { normaliseLead } from '../normalise/normalise-lead.ts'
import { prepareFields } from '../normalise/prepare-fields.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import { type RosterState, createRosterState } from '../roster/roster-state.ts'
import type { Roster } from '../roster/roster.ts'
import type { Decision } from '../trace/decision.ts'

/** A policy from its text; throws with every problem when it cannot be used. */
export function policyFromText(text: string, tables: Readonly<Record<string, string>> = {}): CompiledPolicy {
  const { policy, problems } = parsePolicy(text, { tables })
  if (policy !== null) return compilePolicy(policy)
  throw new Error(problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`).join('\n'))
}

/** Deciding leads one after the other against one roster, as a test reads it. */
export type Desk = {
  readonly policy: CompiledPolicy
  readonly state: RosterState
  /** Decides the lead and takes the decision up in the roster's state. */
  route(attributes: Readonly<Record<string, unknown>>, options?: DeskOptions): Decision
  /** Decides the lead and leaves the state as it is. */
  ask(attributes: Readonly<Record<string, unknown>>, options?: DeskOptions): Decision
}

export type DeskOptions = Partial<Pick<DecisionInput, 'history' | 'keepOwner' | 'detail' | 'nowMs'>> & {
  readonly id?: string
  readonly account?: Account
}

/** A Tuesday at ten in London. */
export const tuesdayAtTenMs = Temporal.Instant.from('2026-11-24T10:00:00Z').epochMilliseconds

export function openDesk(policy: CompiledPolicy, roster: Roster): Desk {
  const state = createRosterState(roster)
  const schema = prepareFields(policy.policy.fields)
  let leads = 0
  const ask: Desk['ask'] = (attributes, options = {}) => {
    leads += 1
    const { id = `lead-${leads}`, account, nowMs = tuesdayAtTenMs, ...rest } = options
    const match: AccountMatch =
      account === undefined
        ? { kind: 'none', because: 'no_candidate' }
        : { kind: 'matched', account, tier: 'domain_exact', evidence: account.name }
    const lead = normaliseLead(schema, { id, attributes })
    return decide(policy, { decisionId: `decision-${id}`, lead, match, world: state.at(nowMs), nowMs, ...rest })
  }
  const route: Desk['route'] = (attributes, options) => {
    const decision = ask(attributes, options)
    state.apply(decision)
    return decision
  }
  return { policy, state, route, ask }
}
