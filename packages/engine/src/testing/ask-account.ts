import type { AccountMatch, Account } from '../match/account.ts'
import { buildAccountIndex } from '../match/build-account-index.ts'
import type { AccountIndexOptions } from '../match/build-account-index.ts'
import { matchAccount } from '../match/match-account.ts'
import type { Identity } from '../normalise/lead.ts'
import { bareIdentity } from './bare-identity.ts'

/** `river by domain_exact`, `ambiguous river, stream by …`, or the reason for none. */
export function matchInWords(match: AccountMatch): string {
  switch (match.kind) {
    case 'matched':
      return `${match.account.id} by ${match.tier}`
    case 'ambiguous':
      return `ambiguous ${match.accountIds.join(', ')} by ${match.tier}`
    case 'none':
      return match.because
  }
}

/** What a lead of which only this is known is matched to, in words. */
export function askAccount(
  accounts: readonly Account[],
  lead: Partial<Identity>,
  options?: AccountIndexOptions,
): string {
  return matchInWords(matchAccount(buildAccountIndex(accounts, options), bareIdentity(lead)))
}

/** What a lead with this mail host looks like; the last two labels are registrable. */
export function mailAt(host: string): Partial<Identity> {
  return { host, domain: host.split('.').slice(-2).join('.'), hostKind: 'company', email: `ada@${host}` }
}
