import { createRandom, type Random } from '@rightful/engine/testing'
import { type LeadField, leadFields } from './lead-fields.ts'
import type { LeadSketch } from './rule-sketch.ts'

/** Made-up leads with this seed; with `gaps`, each lead lacks between 5 and 47 % of its attributes. */
export function generateLeads(seed: number, count: number, gaps: boolean): readonly LeadSketch[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const missingRate = gaps ? 0.05 + 0.42 * random.next() : 0
    const lead: Record<string, string | number | boolean> = {}
    for (const field of leadFields) {
      if (!random.chance(missingRate)) lead[field.name] = valueOf(random, field)
    }
    return lead
  })
}

function valueOf(random: Random, field: LeadField): string | number | boolean {
  switch (field.kind) {
    case 'choice':
      // The product of two throws favours the front, as a few countries and products make up most leads.
      return field.values[Math.floor(random.next() * (0.4 + 0.6 * random.next()) * field.values.length)]
    case 'amount':
      return Math.floor(field.max ** random.next())
    case 'digits':
      return field.start + Array.from({ length: field.length }, () => random.below(10)).join('')
    case 'phrase':
      return field.words.map((words) => random.pick(words)).join(' ')
    case 'flag':
      return random.chance(0.5)
  }
}
