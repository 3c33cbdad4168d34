import {
  type Account,
  buildAccountIndex,
  compilePolicy,
  type CompiledPolicy,
  createRosterState,
  type Policy,
  type Roster,
  type SkippedDomain,
} from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import type { LeadFlags } from '../commands/lead-flags.ts'
import type { WorldFlags } from '../commands/world-flags.ts'
import { loadAccounts } from '../loading/load-accounts.ts'
import { loadPolicy } from '../loading/load-policy.ts'
import { loadRoster } from '../loading/load-roster.ts'
import type { LeadReading } from '../readers/read-leads.ts'
import { createRouter, type Router } from './create-router.ts'
import type { LeadClock } from './lead-clock.ts'
import { openTimedLeads } from './open-timed-leads.ts'

/** All that leads are decided by, read and ready. */
export type LoadedWorld = {
  readonly policy: CompiledPolicy
  readonly roster: Roster
  readonly router: Router
  /** Domains of accounts that no lead is matched by. */
  readonly skippedDomains: readonly SkippedDomain[]
}

/** A file of leads, opened, and all that they are decided by. */
export type LeadRun = {
  readonly world: LoadedWorld
  readonly reading: LeadReading
  readonly clock: LeadClock
}

/**
 * Reads policy, roster and accounts, and opens the file of leads. Problems are printed; errors stop the command before any
 * lead is decided.
 */
export async function openLeadRun(path: string, flags: WorldFlags & LeadFlags, process: CliProcess): Promise<LeadRun> {
  const policy = await loadPolicy(flags.policy, process)
  const load = (now: Temporal.Instant): Promise<LoadedWorld> => loadWorld(flags, { policy, now }, process)
  const { loaded, reading, clock } = await openTimedLeads(path, { flags, policy, process }, load)
  return { world: loaded, reading, clock }
}

async function loadWorld(
  flags: WorldFlags,
  { policy, now }: { readonly policy: Policy; readonly now: Temporal.Instant },
  process: CliProcess,
): Promise<LoadedWorld> {
  const roster = await loadRoster(flags.roster, process, now)
  const accounts = flags.accounts === undefined ? [] : await loadAccounts(flags.accounts, [policy], process)
  return buildWorld({ policy, roster, accounts })
}

/** Makes what was read ready to decide, from the state that the roster tells. */
export function buildWorld(read: {
  readonly policy: Policy
  readonly roster: Roster
  readonly accounts: readonly Account[]
}): LoadedWorld {
  const { roster, accounts } = read
  const policy = compilePolicy(read.policy)
  const state = createRosterState(roster, { accounts: new Map(accounts.map((account) => [account.id, account])) })
  const index = accounts.length === 0 ? null : buildAccountIndex(accounts)
  return {
    policy,
    roster,
    router: createRouter({ policy, roster, state, accounts: index }),
    skippedDomains: index?.skippedDomains ?? [],
  }
}
