import { type ContactOf, indexContactEntries } from './contact-entries.ts'
import type { Restriction } from './roster.ts'

/** Whether an entry forbids a channel for a person or an account at an instant (epoch ms). */
export type RestrictionIndex = {
  isRestricted(of: ContactOf, channel: string, nowMs: number): boolean
}

/**
 * Entries that forbid contact. One on the channel `any` forbids every channel; `any` is forbidden only by such an entry: whoever
 * wants no e-mail may still be called.
 */
export function indexRestrictions(restrictions: readonly Restriction[]): RestrictionIndex {
  const entries = indexContactEntries(restrictions)
  return { isRestricted: (of, channel, nowMs) => entries.some(of, forbid, { channel, nowMs }) }
}

type Asked = { readonly channel: string; readonly nowMs: number }

function forbid(listed: readonly Restriction[], { channel, nowMs }: Asked): boolean {
  return listed.some(
    (entry) =>
      (entry.channel === 'any' || entry.channel === channel) &&
      (entry.fromMs === null || entry.fromMs <= nowMs) &&
      (entry.untilMs === null || nowMs < entry.untilMs),
  )
}
