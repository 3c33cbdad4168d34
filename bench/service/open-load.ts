import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { LoadRequest, LoadResult } from './load-request.ts'

/** A load generator in a process of its own. */
export type Load = { readonly run: (request: LoadRequest) => Promise<LoadResult>; readonly close: () => void }

/** Leads of one generator are numbered from here on: no two generators have a mailbox in common. */
const apart = 50_000_000
let opened = 0

/** Starts a load generator. `run` throws when an answer was no 201. */
export function openLoad(): Load {
  opened += 1
  const child = fork(join(import.meta.dirname, 'generate-load.ts'), [String(opened * apart)])
  return {
    run: async (request) => {
      child.send(request)
      const [message]: unknown[] = await once(child, 'message')
      const result = readResult(message)
      if (result.failedCount > 0) throw new Error(`${result.failedCount} leads were not taken: ${result.failure ?? ''}`)
      return result
    },
    close: () => child.disconnect(),
  }
}

function readResult(message: unknown): LoadResult {
  if (!isResult(message)) throw new Error('The load generator sent nothing.')
  return message
}

function isResult(message: unknown): message is LoadResult {
  return typeof message === 'object' && message !== null && 'failedCount' in message
}
