import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Data sets too large or too restricted for the repository, where they stand beside the checkout. */
const folder = join(import.meta.dirname, '../../../../../shared/data')

/** The path of a shared data file. */
export function sharedData(...parts: readonly string[]): string {
  return join(folder, ...parts)
}

/** For a test's `skip`: false when the data is there, else the reason. */
export function skipWithout(...parts: readonly string[]): string | false {
  return existsSync(sharedData(...parts)) ? false : `no ../shared/data/${parts.join('/')} beside the checkout`
}
