import { DbError, messageOf } from './db-error.ts'

/** What a failed statement means to the caller; `isTransient` kinds may be tried again from the start of the transaction. */
export type DatabaseFailure =
  /** The connection is gone and the transaction with it; of a commit under way nobody knows. */
  | { readonly kind: 'connection_lost'; readonly isTransient: true }
  /** The connection was lost during COMMIT itself: look whether the rows are there before trying again. */
  | { readonly kind: 'commit_unknown'; readonly isTransient: false }
  | { readonly kind: 'serialization'; readonly isTransient: true }
  | { readonly kind: 'deadlock'; readonly isTransient: true }
  | { readonly kind: 'lock_timeout'; readonly isTransient: true }
  | { readonly kind: 'statement_timeout'; readonly isTransient: true }
  /** No connection to be had: the server's limit or the pool's. */
  | { readonly kind: 'too_many_connections'; readonly isTransient: true }
  /** The server ran out of disk or memory; waiting may help, repeating at once does not. */
  | { readonly kind: 'resources_exhausted'; readonly isTransient: true }
  /** The server is a standby, or was made read-only. */
  | { readonly kind: 'read_only'; readonly isTransient: true }
  | {
      readonly kind: 'unique_violation'
      readonly isTransient: false
      readonly constraint: string
      readonly table: string
    }
  | {
      readonly kind: 'constraint_violation'
      readonly isTransient: false
      readonly constraint: string
      readonly table: string
    }
  /** Anything else that the server refused, by its SQLSTATE, or that did not come from the database: `null`. */
  | { readonly kind: 'other'; readonly isTransient: false; readonly sqlState: string | null }

const bySqlState: Readonly<Record<string, DatabaseFailure>> = {
  '40001': { kind: 'serialization', isTransient: true },
  '40P01': { kind: 'deadlock', isTransient: true },
  '55P03': { kind: 'lock_timeout', isTransient: true },
  '57014': { kind: 'statement_timeout', isTransient: true },
  '53300': { kind: 'too_many_connections', isTransient: true },
  '25006': { kind: 'read_only', isTransient: true },
  '57P01': { kind: 'connection_lost', isTransient: true },
  '57P02': { kind: 'connection_lost', isTransient: true },
  '57P03': { kind: 'connection_lost', isTransient: true },
  '57P05': { kind: 'connection_lost', isTransient: true },
  '25P03': { kind: 'connection_lost', isTransient: true },
  '25P04': { kind: 'connection_lost', isTransient: true },
}

const bySqlClass: Readonly<Record<string, DatabaseFailure>> = {
  '08': { kind: 'connection_lost', isTransient: true },
  '53': { kind: 'resources_exhausted', isTransient: true },
  '58': { kind: 'resources_exhausted', isTransient: true },
}

const systemCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
])

/** The driver has no codes for these, only words. */
const lostWords =
  /connection terminated|connection error and is not queryable|client was closed|query read timeout|timeout expired|timeout exceeded when trying to connect|socket hang up/i

/** Tells what a failure of a statement or a connection means, by the server's SQLSTATE, the system's code or the driver's words. */
export function classifyDatabaseError(error: unknown): DatabaseFailure {
  if (error instanceof DbError && error.code === 'commit_unknown') return { kind: 'commit_unknown', isTransient: false }
  if (error instanceof DbError && error.code === 'server_unreachable') {
    return { kind: 'connection_lost', isTransient: true }
  }
  const code = textOf(error, 'code')
  if (systemCodes.has(code)) return { kind: 'connection_lost', isTransient: true }
  if (/^[0-9A-Z]{5}$/.test(code)) return bySqlState[code] ?? bySqlClass[code.slice(0, 2)] ?? violation(error, code)
  if (error instanceof Error && lostWords.test(messageOf(error))) return { kind: 'connection_lost', isTransient: true }
  return { kind: 'other', isTransient: false, sqlState: null }
}

/** Whether the connection that failed this way can no longer be used. */
export function isConnectionLost(error: unknown): boolean {
  const { kind } = classifyDatabaseError(error)
  return kind === 'connection_lost' || kind === 'commit_unknown'
}

/** Whether a statement was refused only because another of its transaction had failed before. */
export function isRefusedAfterFailure(error: unknown): boolean {
  return textOf(error, 'code') === '25P02'
}

function violation(error: unknown, code: string): DatabaseFailure {
  const constraint = textOf(error, 'constraint')
  const table = textOf(error, 'table')
  if (code === '23505') return { kind: 'unique_violation', isTransient: false, constraint, table }
  if (code.startsWith('23')) return { kind: 'constraint_violation', isTransient: false, constraint, table }
  return { kind: 'other', isTransient: false, sqlState: code }
}

function textOf(error: unknown, name: string): string {
  if (typeof error !== 'object' || error === null) return ''
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}
