import { type Fraction, compareFractions } from '../balance/exact-fraction.ts'
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
  return `${strategy}: ${figuresText(choice, pick, next)}${tieText(choice)}`
}

function figuresText(choice: Choice, pick: CandidateResult, next: CandidateResult): string {
  switch (choice.strategy) {
    case 'fair_share':
      return `${pick.ownerId} is due at ${leadsOf(pick)}, next ${next.ownerId} at ${leadsOf(next)}${aheadText(pick, next)}${poolText(choice)}`
    case 'least_loaded':
      return `${pick.ownerId} has ${loadOf(pick)}, next ${next.ownerId} ${loadOf(next)}`
    case 'longest_idle':
      return `${pick.ownerId} ${pick.score === null ? 'never had a lead' : 'has been longest without one'}, next ${next.ownerId}`
    case 'most_spare':
      return `${pick.ownerId} has room for ${roomOf(pick)}, next ${next.ownerId} for ${roomOf(next)}`
  }
}

function leadsOf({ score }: CandidateResult): string {
  return score === null ? 'once' : leads(score)
}

/** Only worth a word where the figures alone would say otherwise: whoever is ahead of the pool comes after all who are not. */
function aheadText(pick: CandidateResult, next: CandidateResult): string {
  if (pick.isDue !== true || next.isDue !== false || pick.score === null || next.score === null) return ''
  return compareFractions(next.score, pick.score) <= 0 ? ', who is ahead of the pool' : ''
}

function poolText({ poolTime }: Choice): string {
  return poolTime === null ? '' : ` (pool at ${leads(poolTime)})`
}

/** `5 open`, or `5 open of 40` where capacity counts. */
export function loadOf({ score }: CandidateResult): string {
  if (score === null) return 'none open'
  return score.denominator === 1 ? `${score.numerator} open` : `${score.numerator} open of ${score.denominator}`
}

/** How many leads more somebody can carry. */
export function roomOf({ score }: CandidateResult): string {
  return score === null ? 'any number' : plain({ ...score, numerator: 0 - score.numerator })
}

function tieText(choice: Choice): string {
  if (choice.decidedBy === 'longest_unassigned') return '; level, so who has been longest without a lead'
  if (choice.decidedBy === 'hash') return '; level in everything, so by the hash of lead and owner'
  return ''
}

/** A virtual time in leads per weight, two decimals. */
export function leads(fraction: Fraction): string {
  return (fraction.numerator / fraction.denominator / LEAD_UNITS).toFixed(2)
}

/** A figure as short as it is exact enough to read. */
function plain(fraction: Fraction): string {
  const value = fraction.numerator / fraction.denominator
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}
