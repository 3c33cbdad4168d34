import { hash } from 'node:crypto'
import type { PostWhatIf } from '@rightful/contract'

/** A policy as a what-if keeps it: a stored version, or a text of its own. */
export type AskedPolicy = {
  /** `null`: no stored version. */
  readonly version: number | null
  readonly changeId: string | null
  readonly name: string
  readonly hash: string
  /** `null`: it is the text of the version. */
  readonly texts: PolicyTexts | null
}

/** The text of a policy, and those of its tables by file name. */
export type PolicyTexts = { readonly document: string; readonly tables: Readonly<Record<string, string>> }

/** All that the numbers of a what-if depend on; kept as JSON. */
export type WhatIfAsk = {
  readonly base: AskedPolicy
  readonly candidate: AskedPolicy
  /** The versions of the workspace that are looked at, both included: they fix leads, roster, accounts and counters. */
  readonly fromVersion: number
  readonly untilVersion: number
  /** When the first and the last of the leads came, epoch milliseconds; for people. */
  readonly fromMs: number | null
  readonly untilMs: number | null
  readonly leadCount: number
  readonly filter: string | null
  readonly leadsMax: PostWhatIf['leads_max']
  readonly seed: string
}

/** Counted up when the same question comes to other numbers, so that what was stored before is not taken for them. */
const FORMAT = 1

/** The id of a what-if: what its numbers depend on, hashed. */
export function whatIfIdOf(ask: WhatIfAsk): string {
  const { base, candidate, fromVersion, untilVersion, filter, leadsMax, seed, leadCount } = ask
  const isDrawn = leadCount > leadsMax || filter !== null
  const content = [
    FORMAT,
    base.hash,
    candidate.hash,
    fromVersion,
    untilVersion,
    filter,
    isDrawn ? [leadsMax, seed] : null,
  ]
  return hash('sha256', JSON.stringify(content))
}
