import type { ErrorCode, RoutingError } from '@rightful/contract'
import type { Log } from '../log/create-log.ts'
import type { Caller } from './caller.ts'

/** A request that was not let through. */
export type Refusal = {
  readonly error: RoutingError
  readonly requestId: string
  readonly method: string
  /** As it was declared: a path itself may name a person. */
  readonly route: string
  readonly remoteAddress: string
  /** `null`: nobody that is known. */
  readonly caller: Caller | null
}

/** Logs who was not let through, boundedly. */
export type RefusalLog = {
  /** Logs a request, or counts it where its caller was refused often of late. False: its failure is no refusal, and nothing was done. */
  readonly note: (refusal: Refusal) => boolean
  /** Logs how many were only counted so far, and counts anew. Done by itself every minute, and to be done before the process ends. */
  readonly flush: () => void
}

/** Failures by which somebody is kept from what they may not do: who they are is not clear, they may not, or they do it too often. */
const refusing: ReadonlySet<ErrorCode> = new Set([
  'unauthenticated',
  'forbidden',
  'person_required',
  'step_up_required',
  'author_approves',
  'origin_not_allowed',
  'host_not_allowed',
  'rate_limited',
  'transport_insecure',
  'sign_in_failed',
  'sign_in_not_begun',
  'sign_in_refused',
  'identity_provider_denied',
  'token_invalid',
  'form_token_invalid',
])

const WINDOW_MS = 60_000
/** Lines of one caller in a window; what is beyond is counted. */
const LINES_MAX = 5
/** Callers that are told apart in a window. Those whom nobody knows cannot crowd out those who are known. */
const KNOWN_MAX = 200
const UNKNOWN_MAX = 50

type Who = Readonly<Record<string, string>>

/** Makes a log of refusals. At most some 1,500 lines are written in a minute, however many requests are refused. */
export function createRefusalLog(log: Log): RefusalLog {
  const known = createTally(KNOWN_MAX)
  const unknown = createTally(UNKNOWN_MAX)
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    for (const { who, count } of [...known.drain(), ...unknown.drain()]) {
      log.warn({ event: 'refused', ...who, count }, 'further requests were refused and not logged one by one')
    }
  }
  return {
    note: (refusal) => {
      const { error, caller, remoteAddress } = refusal
      if (!refusing.has(error.code)) return false
      timer ??= setTimeout(flush, WINDOW_MS).unref()
      const who = whoOf(caller, remoteAddress)
      if ((caller === null ? unknown : known).take(who))
        log.warn({ ...lineOf(refusal), ...who }, 'a request was refused')
      return true
    },
    flush,
  }
}

function whoOf(caller: Caller | null, remoteAddress: string): Who {
  if (caller === null) return { ip: remoteAddress }
  const { workspaceId, userId, keyId } = caller
  return userId === null
    ? { workspace_id: workspaceId, key_id: keyId ?? '' }
    : { workspace_id: workspaceId, user_id: userId }
}

/** Of the details only those that say what was missing: others are the caller's words. */
function lineOf({ error, requestId, method, route, remoteAddress }: Refusal): Readonly<Record<string, unknown>> {
  const { code, details, cause, logged } = error
  const { scope, limit, reason } = details
  const request = { request_id: requestId, method, route, ip: remoteAddress }
  return { event: 'refused', code, ...request, scope, limit, reason, ...logged, err: cause }
}

type Tally = {
  /** Counts one of somebody; false: they had their lines in this window. */
  readonly take: (who: Who) => boolean
  /** Who had more than their lines, and by how many; begins anew. */
  readonly drain: () => readonly { readonly who: Who; readonly count: number }[]
}

function createTally(callersMax: number): Tally {
  const counted = new Map<string, { readonly who: Who; total: number }>()
  return {
    take: (who) => {
      const name = Object.values(who).join(' ')
      const isTold = counted.has(name) || counted.size < callersMax
      const key = isTold ? name : ''
      const entry = counted.get(key) ?? { who: isTold ? who : { others: 'true' }, total: 0 }
      entry.total += 1
      counted.set(key, entry)
      return entry.total <= LINES_MAX
    },
    drain: () => {
      const all = [...counted.values()]
      counted.clear()
      return all.filter(({ total }) => total > LINES_MAX).map(({ who, total }) => ({ who, count: total - LINES_MAX }))
    },
  }
}
