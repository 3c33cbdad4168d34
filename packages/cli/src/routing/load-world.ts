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
import { CliError } from '../cli-error.ts'
import type { WorldFlags } from '../commands/world-flags.ts'
import { loadPolicy } from '../loading/load-policy.ts'
import { loadRoster } from '../loading/load-roster.ts'
import { type AttributeKind, readAccounts } from '../readers/read-accounts.ts'
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
  const accounts = flags.accounts === undefined ? [] : await loadAccounts(flags.accounts, policy, process)
  const compiled = compilePolicy(policy)
  const state = createRosterState(roster, { accounts: new Map(accounts.map((account) => [account.id, account])) })
  const index = accounts.length === 0 ? null : buildAccountIndex(accounts)
  return { policy: compiled, roster, router: createRouter({ policy: compiled, roster, state, accounts: index }) }
}

const rejectedShownMax = 5

/** An account that cannot be read would send its leads astray without a word, so one is enough to stop. */
async function loadAccounts(path: string, policy: Policy, process: CliProcess): Promise<readonly Account[]> {
  const { accounts, rejected } = await readAccounts(path, {
    stdin: process.stdin,
    map: new Map(),
    format: null,
    delimiter: null,
    encoding: null,
    attributes: accountAttributes(policy),
  })
  if (rejected.length === 0) return accounts
  const shown = rejected.slice(0, rejectedShownMax).map(({ line, reason }) => `line ${line} ${reason}`)
  const more = rejected.length > shown.length ? `, and ${rejected.length - shown.length} more` : ''
  throw new CliError('document_faulty', {
    where: path,
    what: `${rejected.length} accounts cannot be read: ${shown.join('; ')}${more}.`,
    hint: 'Mend these rows; nothing was decided.',
  })
}

/** What the policy's `account_fields` declare, as the kinds of value that a file can hold. */
function accountAttributes(policy: Policy): ReadonlyMap<string, AttributeKind> {
  const symbols = policy.leadSymbols.filter((symbol) => symbol.origin === 'account')
  return new Map(
    symbols.flatMap(({ path, type }): readonly (readonly [string, AttributeKind])[] =>
      type.kind === 'list' ? [] : [[path.slice('account.'.length), type.kind]],
    ),
  )
}
