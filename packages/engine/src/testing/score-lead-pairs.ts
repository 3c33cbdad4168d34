import { buildLeadIndex } from '../match/lead-index.ts'
import type { KnownLead } from '../match/lead-match.ts'
import { matchLead } from '../match/match-lead.ts'

/** How well leads of one person or organisation were brought together, counted in pairs. */
export type PairScore = {
  readonly pairs: number
  readonly found: number
  readonly wrong: number
  readonly precision: number
  readonly recall: number
}

/** Takes leads in one after the other, as intake does, and compares the groups that come of it with the true ones. */
export function scoreLeadPairs(leads: readonly (KnownLead & { readonly truth: string })[]): PairScore {
  const index = buildLeadIndex()
  const groupOf = new Map<string, string>()
  for (const lead of leads) {
    const match = matchLead(index, lead)
    groupOf.set(lead.id, match.kind === 'matched' ? (groupOf.get(match.leadId) ?? lead.id) : lead.id)
    index.add(lead)
  }
  const pairs = pairsWithin(leads.map(({ truth }) => truth))
  const joined = pairsWithin(leads.map(({ id }) => groupOf.get(id) ?? id))
  const found = pairsWithin(leads.map(({ id, truth }) => `${groupOf.get(id)} ${truth}`))
  return {
    pairs,
    found,
    wrong: joined - found,
    precision: joined === 0 ? 1 : found / joined,
    recall: pairs === 0 ? 1 : found / pairs,
  }
}

/** How many pairs can be made of things with the same label. */
function pairsWithin(labels: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  let pairs = 0
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2
  return pairs
}
