import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout that is set up. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** Kept outside node_modules, which `npm ci` deletes: a stamp in there could claim an install that was cut short. */
export const stateDirectory = join(root, '.rightful')

/** A failure the user can mend; its message says how. */
export class SetUpError extends Error {}

/** The user, or the parent, ended the set-up. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`ended by ${signal}`)
    this.signal = signal
  }
}

/** One line to whoever waits. */
export function say(line) {
  // On stderr, so that what the program itself prints can be piped.
  process.stderr.write(`${line}\n`)
}
