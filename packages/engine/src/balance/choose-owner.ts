import type { CandidateResult, Choice, Removal } from '../trace/decision.ts'
import {
  type Contender,
  type Contest,
  compareContenders,
  decidedBy,
  newContender,
  openContest,
  recordedScore,
} from './contest.ts'
import { type EligibilityTerms, findReachedCap, findRemoval } from './find-removal.ts'
import { countRemoval, createNobody, toldOf } from './nobody.ts'
import { pickBriefly } from './pick-briefly.ts'
import type { Availability, MemberSnapshot, PoolSnapshot } from './pool-snapshot.ts'

/** One pool, settled, and one lead that needs an owner from it. */
export type ChooseRequest = Omit<EligibilityTerms, 'poolId' | 'respectHours'> & {
  readonly pool: PoolSnapshot
  readonly leadId: string
  /** `full` (default) lists every member; `brief` only names the pick, or says why there is none. */
  readonly detail?: 'full' | 'brief'
}

/**
 * Picks the member of one pool who gets one lead, with the exact reason for everyone else.
 *
 * The pool closed, or else each member asked in turn (see `findRemoval`), then the pool's strategy among those who
 * passed; level people are told apart by who has been without a lead longest, then by a hash of lead and owner. The order of the
 * members never matters. Pure: the same request gives the same choice. docs/reference/balancing.md states every rule.
 */
export function chooseOwner(request: ChooseRequest): Choice {
  const { pool, leadId } = request
  const terms = termsOf(request)
  const closed = findClosure(pool, terms)
  if (closed !== null) return closed
  const isBrief = request.detail === 'brief'
  const pick = isBrief ? pickBriefly(pool, leadId, terms) : undefined
  if (pick !== undefined) return pick === null ? nobodyChoice(pool, terms) : pickedChoice(pool, pick.ownerId)
  const contest = openContest(pool, leadId, pool.respectHours ? isAtWork : isPresent)
  const choice = rankMembers(pool, contest, (member) => ({ removal: findRemoval(member, terms), freeAtMs: null }))
  if (!isBrief) return choice
  return choice.ownerId === null ? nobodyChoice(pool, terms) : pickedChoice(pool, choice.ownerId)
}

/** The member that `chooseOwner` would pick, without a word on anybody; `null`: nobody, for a reason that it tells. */
export function pickOwner(pool: PoolSnapshot, leadId: string, terms: EligibilityTerms): string | null {
  if (findClosure(pool, terms) !== null) return null
  const pick = pickBriefly(pool, leadId, terms)
  return pick === undefined ? chooseOwner({ ...terms, pool, leadId }).ownerId : (pick?.ownerId ?? null)
}

/** The terms on which a pool's members are asked. */
export function termsOf(request: ChooseRequest): EligibilityTerms {
  const { pool, values, excluded, requires, boundTo } = request
  return { poolId: pool.poolId, respectHours: pool.respectHours, values, excluded, requires, boundTo }
}

function isAtWork(member: MemberSnapshot): boolean {
  return member.availability.kind === 'available'
}

function isPresent({ availability }: MemberSnapshot): boolean {
  return availability.kind === 'available' || availability.kind === 'off_shift'
}

/** Why nobody of the pool can be asked now; `null` when it is open. */
function findClosure(pool: PoolSnapshot, terms: EligibilityTerms): Choice | null {
  if (!pool.active || pool.availability.kind === 'inactive') return closedChoice(pool, 'inactive', null)
  if (pool.availability.kind !== 'available') return closedChoice(pool, 'off_shift', reopensMs(pool.availability))
  const cap = findReachedCap(pool.caps, terms)
  return cap === null ? null : closedChoice(pool, 'cap', cap.freesAtMs)
}

function reopensMs(availability: Availability): number | null {
  return availability.kind === 'off_shift' || availability.kind === 'absent' ? availability.untilMs : null
}

function closedChoice(pool: PoolSnapshot, closed: Choice['closed'], freesAtMs: number | null): Choice {
  return { ...emptyChoice(pool), closed, freesAtMs }
}

function pickedChoice(pool: PoolSnapshot, ownerId: string): Choice {
  return { ...emptyChoice(pool), ownerId }
}

/** Why nobody can be chosen, without a word on each member. */
function nobodyChoice(pool: PoolSnapshot, terms: EligibilityTerms): Choice {
  const nobody = createNobody()
  for (const member of pool.members) {
    const removal = findRemoval(member, terms)
    if (removal !== null) countRemoval(nobody, removal)
  }
  return { ...emptyChoice(pool), ...toldOf(nobody) }
}

function emptyChoice({ poolId, strategy }: PoolSnapshot): Choice {
  return {
    poolId,
    strategy,
    ownerId: null,
    decidedBy: null,
    poolTime: null,
    candidates: [],
    closed: null,
    freesAtMs: null,
    nobodyFor: null,
  }
}

/** How one member fares. Who is not removed is in the running; `freeAtMs` is told when looking ahead. */
export type Standing = { readonly removal: Removal | null; readonly freeAtMs: number | null }

/** Every member's part in the contest: those who may take the lead in the order they would, then the others by id. */
export function rankMembers(pool: PoolSnapshot, contest: Contest, ask: (member: MemberSnapshot) => Standing): Choice {
  const running: Running[] = []
  const removed: CandidateResult[] = []
  const nobody = createNobody()
  for (const member of pool.members) {
    const { removal, freeAtMs } = ask(member)
    if (removal === null) {
      running.push({ contender: newContender(contest, member), freeAtMs })
      continue
    }
    removed.push({ ownerId: member.ownerId, removal, rank: null, score: null, isDue: null })
    countRemoval(nobody, removal)
  }
  running.sort((a, b) => compareContenders(contest, a.contender, b.contender))
  removed.sort((a, b) => (a.ownerId < b.ownerId ? -1 : Number(a.ownerId > b.ownerId)))
  const [pick, next] = running
  return {
    ...emptyChoice(pool),
    ownerId: pick?.contender.member.ownerId ?? null,
    decidedBy:
      pick === undefined ? null : next === undefined ? 'only_candidate' : decidedBy(pick.contender, next.contender),
    poolTime: contest.poolTime,
    candidates: [...running.map((one, rank) => toResult(contest, one, rank)), ...removed],
    ...(pick === undefined ? toldOf(nobody) : {}),
  }
}

type Running = { readonly contender: Contender; readonly freeAtMs: number | null }

function toResult(contest: Contest, { contender, freeAtMs }: Running, rank: number): CandidateResult {
  const result = {
    ownerId: contender.member.ownerId,
    removal: null,
    rank,
    score: recordedScore(contest, contender),
    isDue: contest.strategy === 'fair_share' ? contender.isDue : null,
  }
  return freeAtMs === null ? result : { ...result, freeAtMs }
}
