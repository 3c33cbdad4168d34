import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { embeddedRole } from './data-directory.ts'
import { answers, isHolderAlive, readHolder, readPostmaster } from './holder.ts'
import { socketUrl } from './start-embedded.ts'

/** An embedded server that another process runs. */
export type RunningEmbedded = {
  /** Its URL, by which a process of the same user, or root, reaches it through its socket. */
  readonly connection: string
  readonly directory: string
  /** The process that started it, such as `rightful serve`. */
  readonly holderPid: number
}

/** Whether a directory holds the data of an embedded server, running or not. */
export function hasEmbeddedData(directory: string): boolean {
  return existsSync(join(resolve(directory), 'data', 'PG_VERSION'))
}

/** The embedded server that a living process runs on a directory; `null` when none does. */
export async function findRunningEmbedded(directory: string): Promise<RunningEmbedded | null> {
  const wanted = resolve(directory)
  if (!existsSync(wanted)) return null
  const real = realpathSync(wanted)
  const data = join(real, 'data')
  const [postmaster, holder] = [readPostmaster(data), readHolder(data)]
  if (postmaster === null || holder === null || !isHolderAlive(holder)) return null
  if ((await answers(postmaster)) !== 'yes') return null
  return { connection: socketUrl(postmaster.socketDirectory, embeddedRole), directory: real, holderPid: holder.nodePid }
}
