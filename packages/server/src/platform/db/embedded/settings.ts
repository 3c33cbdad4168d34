import { totalmem } from 'node:os'
import { DbError } from '../db-error.ts'

/** PostgreSQL's settings by name; values as in `postgresql.conf`. */
export type EmbeddedSettings = Readonly<Record<string, string>>

const gigabyte = 1024 ** 3

/**
 * The settings that the embedded server ships with: fully durable, sized for one machine that also runs Node, reachable by
 * nothing but its own socket. `memoryBytes` is the machine's memory. `io_method` exists from PostgreSQL 18 on.
 */
export function shippedSettings(major: number, memoryBytes = totalmem()): EmbeddedSettings {
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: sharedBuffers(memoryBytes),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_level: 'replica',
    max_wal_size: '4GB',
    min_wal_size: '1GB',
    checkpoint_timeout: '15min',
    wal_buffers: '16MB',
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    // Short statements by index gain nothing from compiling, and a plan that changes its mind costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Statements and their errors quote leads, and people's data has no place in a log file: the program logs its own errors.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  }
}

/** `-c name=value` for each setting, as `postgres` wants them. */
export function settingArguments(settings: EmbeddedSettings): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (!/^[a-z][a-z0-9_.]*$/.test(name)) throw new DbError('embedded_setting_unknown', `It is ${name}.`)
    return ['-c', `${name}=${value}`]
  })
}

function sharedBuffers(memoryBytes: number): string {
  if (memoryBytes >= 8 * gigabyte) return '512MB'
  return memoryBytes >= 2 * gigabyte ? '256MB' : '128MB'
}
