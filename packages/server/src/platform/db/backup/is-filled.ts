import { existsSync, readdirSync, statSync } from 'node:fs'

/** Whether something is in the way at a path: a file, or a folder that holds anything. */
export function isFilled(path: string): boolean {
  return existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0)
}
