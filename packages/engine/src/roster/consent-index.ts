import { type ContactOf, indexContactEntries } from './contact-entries.ts'
import type { Consent } from './roster.ts'

/** Whether a person or an account agreed to be contacted on a channel, as entries say at an instant (epoch ms). */
export type ConsentIndex = {
  /** `false`: it was withdrawn, or has ended; `null`: nothing is known of it. */
  hasConsented(of: ContactOf, channel: string, nowMs: number): boolean | null
}

/**
 * Consents by whom they name. One for the channel `any` is for every channel, and `any` is asked of such entries alone. Of those in
 * force the one that began last decides, a withdrawal before a consent of the same instant; where none is in force, a consent that
 * has ended is one no more.
 */
export function indexConsents(consents: readonly Consent[]): ConsentIndex {
  if (consents.length === 0) return { hasConsented: () => null }
  const entries = indexContactEntries(consents)
  return {
    hasConsented: (of, channel, nowMs) => {
      const seen: Seen = { channel, nowMs, decided: null, sinceMs: Number.NEGATIVE_INFINITY, hasEnded: false }
      entries.some(of, takeIn, seen)
      return seen.decided ?? (seen.hasEnded ? false : null)
    },
  }
}

type Seen = {
  readonly channel: string
  readonly nowMs: number
  /** What the entries in force say; `null`: none is. */
  decided: boolean | null
  sinceMs: number
  /** Whether a consent that was given is over. */
  hasEnded: boolean
}

function takeIn(listed: readonly Consent[], seen: Seen): boolean {
  for (const { channel, fromMs, untilMs, isWithdrawn } of listed) {
    if (channel !== 'any' && channel !== seen.channel) continue
    const sinceMs = fromMs ?? Number.NEGATIVE_INFINITY
    if (sinceMs > seen.nowMs) continue
    if (untilMs !== null && untilMs <= seen.nowMs) {
      seen.hasEnded ||= !isWithdrawn
      continue
    }
    if (sinceMs < seen.sinceMs) continue
    const isTied = seen.decided !== null && sinceMs === seen.sinceMs
    seen.decided = isTied ? seen.decided === true && !isWithdrawn : !isWithdrawn
    seen.sinceMs = sinceMs
  }
  return false
}
