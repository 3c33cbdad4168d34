import type { Account, Policy } from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { type AttributeKind, readAccounts } from '../readers/read-accounts.ts'

const rejectedShownMax = 5

/**
 * The accounts in a file, with what any of the policies declares under `account_fields`. An account that cannot be read
 * would send its leads astray without a word, so one is enough to stop.
 */
export async function loadAccounts(
  path: string,
  policies: readonly Policy[],
  process: CliProcess,
): Promise<readonly Account[]> {
  const { accounts, rejected } = await readAccounts(path, {
    stdin: process.stdin,
    map: new Map(),
    format: null,
    delimiter: null,
    encoding: null,
    attributes: new Map(policies.flatMap(accountAttributes)),
  })
  if (rejected.length === 0) return accounts
  const shown = rejected.slice(0, rejectedShownMax).map(({ line, reason }) => `line ${line} ${reason}`)
  const more = rejected.length > shown.length ? `, and ${rejected.length - shown.length} more` : ''
  throw new CliError('document_faulty', {
    where: path,
    what: `${rejected.length === 1 ? '1 account' : `${rejected.length} accounts`} cannot be read: ${shown.join('; ')}${more}.`,
    hint: 'Mend these rows; nothing was decided.',
  })
}

/** What a policy's `account_fields` declare, as the kinds of value that a file can hold. */
function accountAttributes(policy: Policy): readonly (readonly [string, AttributeKind])[] {
  const symbols = policy.leadSymbols.filter((symbol) => symbol.origin === 'account')
  return symbols.flatMap(({ path, type }): readonly (readonly [string, AttributeKind])[] =>
    type.kind === 'list' ? [] : [[path.slice('account.'.length), type.kind]],
  )
}
