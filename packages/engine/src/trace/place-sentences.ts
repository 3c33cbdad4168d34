import { findReachedCap } from '../balance/find-removal.ts'
import { zoneOf } from '../replay/recorded-world.ts'
import { balanceSentence } from './balance-sentences.ts'
import type { CandidateResult, Choice, Decision, TraceStep } from './decision.ts'
import { formatInstant, formatSeconds } from './format-instant.ts'
import { capText, removalSentence } from './removal-sentences.ts'
import type { Explained } from './rule-sentences.ts'
import { shortList } from './short-list.ts'

const REMOVED_SHOWN_MAX = 6

/** What became of asking one pool; with people to choose among, a second sentence says how the strategy chose. */
export function poolSentences(
  step: TraceStep & { readonly kind: 'pool' },
  record: Explained,
): { readonly pool: string; readonly balance: string | null } {
  const { choice } = step
  const seconds = record.policy.fallback.nobody.lookAheadSeconds
  const name = step.lookAhead ? `${choice.poolId}, within ${formatSeconds(seconds)}` : choice.poolId
  if (choice.closed !== null) return { pool: `${name}: ${closedText(choice, record.decision)}`, balance: null }
  const { candidates } = choice
  const removed = candidates.filter(({ removal }) => removal !== null)
  const shown = removed.length === 0 ? '' : `; removed: ${removedText(removed, record)}`
  const eligible = candidates.length - removed.length
  const pool = `${name}: ${countText(candidates.length, 'member')}, ${eligible} ${step.lookAhead ? 'free by then' : 'eligible'}${shown}`
  const balance = balanceSentence(choice)
  return { pool, balance: balance === '' ? null : `${balance}${freeText(choice, record.decision)}` }
}

function countText(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}

/** Everybody by name, with the test that removed them; those whom one hard rule removes are told together. */
function removedText(removed: readonly CandidateResult[], { decision, policy }: Explained): string {
  const byRule = new Map<string, string[]>()
  const told: string[] = []
  let untold = 0
  for (const { ownerId, removal } of removed) {
    if (removal === null) continue
    if (removal.kind === 'require' && removal.licences === undefined) {
      const listed = byRule.get(removal.constraintId) ?? []
      byRule.set(removal.constraintId, [...listed, ownerId])
    } else if (told.length < REMOVED_SHOWN_MAX) {
      told.push(
        `${ownerId} ${removalSentence(removal, { zone: zoneIn(decision, ownerId), nowMs: decision.atMs, policy })}`,
      )
    } else untold += 1
  }
  if (untold > 0) told.push(`${untold} more`)
  const rules = [...byRule].map(
    ([constraintId, ownerIds]) => `${shortList(ownerIds, REMOVED_SHOWN_MAX)} by ${constraintId}`,
  )
  return [...told, ...rules].join('; ')
}

/** Why a pool as a whole could not be asked, and until when. A record has no zone for a pool: its times are in UTC. */
function closedText({ poolId, closed, freesAtMs }: Choice, { inputs, atMs }: Decision): string {
  const until = freesAtMs === null ? '' : ` until ${formatInstant(freesAtMs, null, atMs)}`
  switch (closed) {
    case null:
      return 'open'
    case 'inactive':
      return 'not active'
    case 'unknown_pool':
      return 'not in the roster'
    case 'off_shift':
      return `closed${until}`
    case 'cap': {
      const caps = inputs?.pools.find((pool) => pool.poolId === poolId)?.caps ?? []
      const cap = findReachedCap(caps, { poolId, values: { ...inputs?.values, ...inputs?.derived } })
      return `at a cap${cap === null ? '' : `, ${capText(cap)}`}${until}`
    }
  }
}

/** From when the pick can take it, where the pool was asked looking ahead. */
function freeText({ candidates }: Choice, decision: Decision): string {
  const pick = candidates.find(({ rank }) => rank === 0)
  if (pick?.freeAtMs === undefined) return ''
  return `; free at ${formatInstant(pick.freeAtMs, zoneIn(decision, pick.ownerId), decision.atMs)}`
}

function zoneIn({ inputs }: Decision, ownerId: string): string | null {
  return inputs === null ? null : zoneOf(ownerId, inputs)
}

/** What became of asking one person by name. */
export function ownerSentence(step: TraceStep & { readonly kind: 'owner' }, { decision, policy }: Explained): string {
  const { ownerId, by, removal } = step
  const who = {
    bound: `${ownerId}, to whom the lead is bound`,
    named: `${ownerId}, named by the policy`,
    kept: ownerId,
    hand: `${ownerId}, to whom somebody gave it`,
  }[by]
  if (removal === null) return by === 'kept' ? `${who} has it and may keep it` : `${who}: can take it`
  if (removal.kind === 'unknown_owner') return `${who}: not in the roster`
  return `${who}: ${removalSentence(removal, { zone: zoneIn(decision, ownerId), nowMs: decision.atMs, policy })}`
}
