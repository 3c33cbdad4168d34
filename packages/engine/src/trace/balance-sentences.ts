import { LEAD_UNITS } from '../balance/pool-snapshot.ts'
import type { CandidateResult, Choice } from './decision.ts'

/** The people who could have taken the lead, the pick first. */
export function ranked(choice: Choice): readonly CandidateResult[] {
  return choice.candidates.filter((candidate) => candidate.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
}

/** Why the strategy took the pick, with the figures it compared. Empty when nobody could be chosen. */
export function balanceSentence(choice: Choice): string {
  const [pick, next] = ranked(choice)
  if (pick === undefined) return ''
  const strategy = choice.strategy.replace('_', ' ')
  if (next === undefined) return `${strategy}: ${pick.ownerId} is the only one eligible`
  const tie = tieSentence(choice)
  if (pick.score === null || next.score === null) return `${strategy}: ${pick.ownerId}, next ${next.ownerId}${tie}`
  switch (choice.strategy) {
    case 'fair_share': {
      const ahead = isPassedOver(next, pick) ? ', ahead of the pool' : ''
      const pool = choice.poolTime === null ? '' : ` (pool at ${leads(choice.poolTime)})`
      return `fair share: ${pick.ownerId} is due at ${leads(pick.score)}, next ${next.ownerId} at ${leads(next.score)}${ahead}${pool}${tie}`
    }
    case 'least_loaded':
      return `least loaded: ${pick.ownerId} at ${plain(pick.score)}, next ${next.ownerId} at ${plain(next.score)}${tie}`
    case 'longest_idle':
      return `longest idle: ${pick.ownerId} has waited longest, next ${next.ownerId}${tie}`
    case 'most_spare':
      return `most spare: ${pick.ownerId} has ${plain(negated(pick.score))} free, next ${next.ownerId} ${plain(negated(next.score))}${tie}`
  }
}

/** Whoever is ahead of the pool comes after all who are not, also where they are due sooner or at the same time. */
export function isPassedOver(person: CandidateResult, pick: CandidateResult): boolean {
  if (person.isDue !== false || pick.isDue !== true || person.score === null || pick.score === null) return false
  return valueOf(person.score) <= valueOf(pick.score)
}

function tieSentence(choice: Choice): string {
  if (choice.decidedBy === 'longest_unassigned') return '; level, so the longest unassigned'
  if (choice.decidedBy === 'hash') return '; level in everything, so by the hash of lead and owner'
  return ''
}

type Fraction = { readonly numerator: number; readonly denominator: number }

function valueOf({ numerator, denominator }: Fraction): number {
  return numerator / denominator
}

/** A virtual time in leads per weight, two decimals. */
export function leads(fraction: Fraction): string {
  return (valueOf(fraction) / LEAD_UNITS).toFixed(2)
}

function plain(fraction: Fraction): string {
  const value = valueOf(fraction)
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}

function negated(fraction: Fraction): Fraction {
  return { numerator: -fraction.numerator, denominator: fraction.denominator }
}
