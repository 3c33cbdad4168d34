import {
  type Account,
  buildAccountIndex,
  compilePolicy,
  type CompiledPolicy,
  createRosterState,
  type Policy,
  type Roster,
} from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import type { WorldFlags } from '../commands/world-flags.ts'
import { loadAccounts } from '../loading/load-accounts.ts'
import { loadPolicy } from '../loading/load-policy.ts'
import { loadRoster } from '../loading/load-roster.ts'
import { createRouter, type Router } from './create-router.ts'

/** All that leads are decided by, read and ready. */
export type LoadedWorld = {
  readonly policy: CompiledPolicy
  readonly roster: Roster
  readonly router: Router
}

/** Reads policy, roster and accounts. Problems are printed; errors stop the command before any lead is decided. */
export async function loadWorld(flags: WorldFlags, process: CliProcess, now: Temporal.Instant): Promise<LoadedWorld> {
  const policy = await loadPolicy(flags.policy, process)
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
  return { policy, roster, router: createRouter({ policy, roster, state, accounts: index }) }
}
