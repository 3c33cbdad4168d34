import { isScope } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import type { Authenticate, Caller } from '../../platform/http/caller.ts'
import type { Log } from '../../platform/log/create-log.ts'
import { hashApiKey, isApiKey } from './api-key.ts'
import { type ApiKeyRow, findApiKey, noteKeyUse } from './queries.ts'

/** How long a key is trusted without looking it up again: so long may a revoked one still be used on a node. */
const trustMs = 5000
const rememberedMax = 5000

/**
 * Tells callers by their API keys. A key is looked up at most every five seconds a node; that it is used is noted at most once
 * a minute and never waited for.
 */
export function createAuthenticate({ db, log }: { readonly db: Queryable; readonly log: Log }): Authenticate {
  const known = new Map<string, { readonly caller: Caller | null; readonly untilMs: number }>()

  const lookUp = async (key: string): Promise<Caller | null> => {
    const row = await findApiKey(db, hashApiKey(key))
    if (row !== null && !row.isFresh) {
      noteKeyUse(db, row).catch((error: unknown) => log.warn({ err: error }, 'the use of a key could not be noted'))
    }
    const caller = row === null ? null : callerOf(row)
    // Forgetting all of them at once is rare, and costs each key one look.
    if (known.size >= rememberedMax) known.clear()
    known.set(key, { caller, untilMs: performance.now() + trustMs })
    return caller
  }

  return async (key) => {
    const found = known.get(key)
    if (found !== undefined && performance.now() < found.untilMs) return found.caller
    return isApiKey(key) ? lookUp(key) : null
  }
}

function callerOf({ workspaceId, apiKeyId, name, scopes }: ApiKeyRow): Caller {
  return { workspaceId, keyId: apiKeyId, actor: `key:${name}`, scopes: new Set(scopes.split(' ').filter(isScope)) }
}
