import type { Decision } from '@rightful/engine'

/** A decision as the engine records it in brief, with what a test cares about put in. */
export function sampleDecision(given: Partial<Decision>): Decision {
  const outcome: Decision['outcome'] = given.outcome ?? { kind: 'assigned', ownerId: 'ann', poolId: 'dach', by: 'pool' }
  return {
    decisionId: 'd-1',
    leadId: 'L-1',
    atMs: 1_795_510_800_000,
    detail: 'brief',
    policy: { name: 'inbound', hash: '9c1f22a', version: null },
    rosterHash: null,
    routeId: 'dach',
    ruleId: 'dach',
    plan: null,
    missing: [],
    clocks: [],
    ledger: [],
    inputs: null,
    ...given,
    outcome,
    roles: given.roles ?? [{ role: 'owner', outcome, steps: [] }],
  }
}
