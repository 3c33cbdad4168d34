import { Pool } from 'pg'
import type { PoolClient, PoolConfig, QueryConfig } from 'pg'
import { emptyKeyRing, type KeyRing } from '../secrets/key-ring.ts'
import { isConnectionLost } from './classify-database-error.ts'
import { columnValues } from './column-values.ts'
import { DbError, messageOf } from './db-error.ts'
import { readServer } from './queries.ts'
import type { Queryable, Session, Statement } from './queryable.ts'
import { runTransaction } from './run-transaction.ts'

export type { Queryable, Session } from './queryable.ts'

/** A pool of connections; its statements and transactions each take one that is free. */
export type Database = Session & {
  /** Lends one connection for as long as `work` takes; `timeouts` replace the pool's for that time, 0 is none. */
  readonly withConnection: <T>(work: (session: Session) => Promise<T>, timeouts?: Timeouts) => Promise<T>
  /** Connections at most: who holds one and waits for another needs two. */
  readonly connectionsMax: number
  /** The server's version, such as 180004 for 18.4. */
  readonly serverVersion: number
  /** Closes every connection; resolves within a few seconds even where the other side is silent. */
  readonly close: () => Promise<void>
}

/** Bounds in milliseconds on what a connection may do; 0 is none. */
export type Timeouts = {
  /** For one statement, 30 s unless told. */
  readonly statementTimeoutMs?: number
  /** For one lock, 10 s unless told. */
  readonly lockTimeoutMs?: number
  /** For an open transaction between statements, 10 s unless told: what a stopped process holds is freed by it. */
  readonly idleInTransactionTimeoutMs?: number
}

/** How to open a database. */
export type DatabaseOptions = Timeouts & {
  /** Connections at most, 10 unless told. */
  readonly poolMax?: number
  /** The name under which the server lists the connections. */
  readonly applicationName: string
  /** For a connection to come about or to become free, 10 s unless told. */
  readonly connectTimeoutMs?: number
  /** How much longer than the server's own bound an answer may take before the connection counts as half-open; 5 s unless told. */
  readonly answerSlackMs?: number
  /** The keys of what is sealed in it; none unless told, and then nothing sealed can be read or written. */
  readonly keyRing?: KeyRing
}

const versionAtLeast = 150_000
const defaults = {
  statementTimeoutMs: 30_000,
  lockTimeoutMs: 10_000,
  idleInTransactionTimeoutMs: 10_000,
  connectTimeoutMs: 10_000,
  answerSlackMs: 5000,
}
const keepAliveMs = 10_000
const closeWithinMs = 5000
/** Node's timers hold no more. */
const timerMaxMs = 2 ** 31 - 1

/** Opens a PostgreSQL database by its URL after checking that it is one we can work with: version 15 or newer, UTF-8. */
export async function openDatabase(connection: string, options: DatabaseOptions): Promise<Database> {
  const known = { ...defaults, keyRing: emptyKeyRing(), ...options }
  const pool = new Pool(poolConfig(connection, known))
  // A connection that dies while nobody uses it is replaced by the pool; one in use fails the statement it is used for.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    const server = await withClient(pool, (client) => readServer(sessionOf(client, known)))
    checkServer(server)
    return databaseOf(pool, { times: known, serverVersion: server.version })
  } catch (error) {
    await endPool(pool)
    if (error instanceof DbError || !isConnectionLost(error)) throw error
    throw new DbError('server_unreachable', `${withoutSecrets(connection)}: ${messageOf(error)}`, { cause: error })
  }
}

/** A connection URL with its password left out, for messages and logs. */
export function withoutSecrets(connection: string): string {
  if (!URL.canParse(connection)) return 'the database'
  const url = new URL(connection)
  url.password = ''
  url.searchParams.delete('password')
  return url.href
}

type Times = Required<Timeouts> & { readonly answerSlackMs: number; readonly keyRing: KeyRing }

function poolConfig(connection: string, options: DatabaseOptions & Times): PoolConfig {
  const session = { TimeZone: 'UTC', tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 3 }
  const settings = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`)
  return {
    connectionString: connection,
    max: options.poolMax ?? 10,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs,
    options: settings.join(' '),
    types: columnValues,
    // What does not wait for another statement's answer is sent along with it.
    pipeline: true,
  }
}

function databaseOf(pool: Pool, known: { readonly times: Times; readonly serverVersion: number }): Database {
  const { times } = known
  const withSession = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    withClient(pool, (client) => work(sessionOf(client, times)))
  return {
    keyRing: times.keyRing,
    connectionsMax: pool.options.max,
    serverVersion: known.serverVersion,
    query: (statement, values) => withSession((session) => session.query(statement, values)),
    execute: (statement, values) => withSession((session) => session.execute(statement, values)),
    transaction: (work) => withSession((session) => session.transaction(work)),
    withConnection: (work, timeouts) =>
      timeouts === undefined
        ? withSession(work)
        : withClient(pool, (client) => withTimeouts({ client, times, timeouts }, work)),
    close: () => endPool(pool),
  }
}

/** Lends a connection of the pool, and gives it back or, when it is no good any more, throws it away. */
async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    const result = await work(client)
    client.release(isInTransaction(client))
    return result
  } catch (error) {
    client.release(isConnectionLost(error) || isInTransaction(client))
    throw error
  }
}

/** A transaction left open would be committed or rolled back by whoever is lent the connection next. */
function isInTransaction(client: PoolClient): boolean {
  return client.getTransactionStatus() !== 'I'
}

type Lent = { readonly client: PoolClient; readonly times: Times; readonly timeouts: Timeouts }

async function withTimeouts<T>(lent: Lent, work: (session: Session) => Promise<T>): Promise<T> {
  const { client, times, timeouts } = lent
  const names = {
    statement_timeout: timeouts.statementTimeoutMs,
    lock_timeout: timeouts.lockTimeoutMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionTimeoutMs,
  }
  const told = Object.entries(names).filter(([, ms]) => ms !== undefined)
  const set = told.map(([name, ms]) => `set ${name} = ${Math.trunc(ms ?? 0)}`)
  if (set.length > 0) await client.query(set.join('; '))
  try {
    return await work(sessionOf(client, { ...times, ...timeouts }))
  } finally {
    // Where this fails the connection is lost or in a failed transaction, and thrown away.
    const reset = told.map(([name]) => `reset ${name}`)
    if (reset.length > 0 && !isInTransaction(client)) await client.query(reset.join('; ')).catch(() => undefined)
  }
}

function sessionOf(client: PoolClient, { statementTimeoutMs, answerSlackMs, keyRing }: Times): Session {
  const answerWithinMs = statementTimeoutMs === 0 ? timerMaxMs : statementTimeoutMs + answerSlackMs
  const send = (statement: Statement, values: readonly unknown[] = []) => {
    const named = typeof statement === 'string' ? { text: statement } : statement
    const bound = values.length === 0 ? {} : { values: [...values] }
    const sent: QueryConfig<unknown[]> = named
    return client.query(Object.assign({ query_timeout: answerWithinMs }, sent, bound))
  }
  const queryable: Queryable = {
    keyRing,
    query: async (statement, values) => (await send(statement, values)).rows,
    execute: async (statement, values) => (await send(statement, values)).rowCount ?? 0,
  }
  const commit = async (): Promise<void> => {
    const { command } = await send('commit')
    // The server answers the COMMIT of a transaction in which a statement failed with a rollback, and calls that a success.
    if (command !== 'COMMIT') throw new DbError('transaction_failed')
  }
  return { ...queryable, transaction: (work) => runTransaction({ ...queryable, commit }, work) }
}

/** Throws unless a server is one that Rightful works with. */
export function checkServer({ version, encoding }: { readonly version: number; readonly encoding: string }): void {
  if (version < versionAtLeast) {
    const named = `${Math.trunc(version / 10_000)}.${version % 10_000}`
    throw new DbError('server_too_old', `This one is ${named}; Rightful needs PostgreSQL 15 or newer.`)
  }
  if (encoding !== 'UTF8') {
    throw new DbError(
      'server_encoding',
      `It has ${encoding}. Create it anew with \`encoding 'UTF8' template template0\`.`,
    )
  }
}

async function endPool(pool: Pool): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, closeWithinMs)))
  await Promise.race([pool.end(), late])
  clearTimeout(timer)
}
