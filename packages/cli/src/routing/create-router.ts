import {
  type AccountIndex,
  type CompiledPolicy,
  type Decision,
  decide,
  matchAccount,
  normaliseLead,
  prepareFields,
  type RawLead,
  type Roster,
  type RosterState,
} from '@rightful/engine'

/** Decides leads one after the other; each takes its place in the roster's state before the next is decided. */
export type Router = {
  /** Decides the lead and takes it up in the roster's state. */
  readonly route: (lead: RawLead, nowMs: number, detail: 'full' | 'brief') => Decision
  readonly state: RosterState
}

export type RouterParts = {
  readonly policy: CompiledPolicy
  readonly roster: Roster
  readonly state: RosterState
  /** `null`: no accounts are known. */
  readonly accounts: AccountIndex | null
}

/** The way of a lead in a file: normalise → match → decide → take up. */
export function createRouter(parts: RouterParts): Router {
  const { policy, state, accounts } = parts
  const schema = prepareFields(policy.policy.fields)
  // Caps on a segment are counted by the lead's values, which only a full record keeps.
  const needsValues = countsSegments(parts.roster)
  let routed = 0
  return {
    state,
    route: (raw, nowMs, detail) => {
      const lead = normaliseLead(schema, raw)
      const match = accounts === null ? noAccounts : matchAccount(accounts, lead.identity)
      routed += 1
      const decision = decide(policy, {
        decisionId: `${policy.policy.hash.slice(0, 7)}-${routed}`,
        lead,
        match,
        world: state.at(nowMs),
        nowMs,
        detail: needsValues ? 'full' : detail,
      })
      state.apply(decision)
      return decision
    },
  }
}

const noAccounts = { kind: 'none', because: 'no_candidate' } as const

function countsSegments(roster: Roster): boolean {
  return [...roster.owners, ...roster.pools].some(({ caps }) => caps.some((cap) => cap.segment !== null))
}
