import { hash, randomBytes } from 'node:crypto'
import { RoutingError } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/queryable.ts'
import { findToken, insertToken, type TokenKind, type TokenRow, voidTokens } from './token-queries.ts'

const starts: Readonly<Record<TokenKind, string>> = { setup: 'rf_set_', invite: 'rf_inv_', reset: 'rf_rst_' }

/** How long each kind can be used, in seconds: an invitation lies in a mailbox for some days, a reset is asked for by somebody who waits. */
const seconds: Readonly<Record<TokenKind, number>> = { setup: 24 * 3600, invite: 7 * 24 * 3600, reset: 3600 }

/** A token that was just made: it is shown or mailed once, and stored as a hash only. */
export type UserToken = { readonly token: string; readonly expiresMs: number }

/** For whom a token is made, and by whom; `userId` is `null` for setting up. */
export type TokenAsk = {
  readonly workspaceId: string
  readonly kind: TokenKind
  readonly userId: string | null
  readonly by: string
}

/** Makes a token that works once. Those of the same kind that the user had before work no more. */
export async function makeToken(tx: Queryable, ask: TokenAsk): Promise<UserToken> {
  const { workspaceId, kind, userId } = ask
  const token = `${starts[kind]}${randomBytes(32).toString('base64url')}`
  if (userId !== null) await voidTokens(tx, { workspaceId, kind, userId })
  const expiresMs = await insertToken(tx, { ...ask, hash: hashToken(token), seconds: seconds[kind] })
  return { token, expiresMs }
}

/** Whose token it is. Throws `token_invalid` when it was used, has expired or was never made. */
export async function requireToken(db: Queryable, kind: TokenKind, token: string): Promise<TokenRow> {
  const row = await findToken(db, kind, hashToken(token))
  if (row === null) throw new RoutingError('token_invalid')
  return row
}

/** What is stored of a token: it cannot be turned back, and one of so many random bits needs no salt. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
}
