import { type DestinationStream, type Logger, pino } from 'pino'

/** Where the server writes what happens: one JSON object a line. */
export type Log = Logger

/** How loud the log is. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** What never reaches the log, wherever an object with such a key is written: secrets, and what names a lead's person. */
const redacted = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'apiKey',
  'given',
  'attributes',
  'email',
  'phone',
]

/**
 * Makes the log of a process. `base` fields are in every line. Lines go to standard output unless `destination` is given.
 * Keys of secrets and of personal data are blotted out on the first two levels of every line.
 */
export function createLog(options: {
  readonly level: LogLevel
  readonly base?: Readonly<Record<string, string>>
  readonly destination?: DestinationStream
}): Log {
  // What PostgreSQL says of a refused row quotes the row.
  const paths = [...redacted.flatMap((key) => [key, `*.${key}`]), 'err.detail', 'err.where']
  const settings = {
    level: options.level,
    base: options.base ?? {},
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[redacted]' },
  }
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination)
}
