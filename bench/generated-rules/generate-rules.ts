import { createRandom, type Random } from '@rightful/engine/testing'
import { type LeadField, leadFields } from './lead-fields.ts'
import type { RuleSketch, TestSketch } from './rule-sketch.ts'

/**
 * Made-up rules with this seed: two to five tests each, over different attributes, of sets, ranges, prefixes, flags,
 * some regular expressions, disjunctions and negations. The more rules, the finer each: together they take about
 * nine leads in ten, whatever their number, as a policy that is worth its rules does.
 */
export function generateRules(seed: number, count: number): readonly RuleSketch[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => generateFineRule(random, count))
}

/** Draws until the rule is neither coarser nor finer than wanted: few values or flags alone may not get there. */
function generateFineRule(random: Random, count: number): RuleSketch {
  const mean = 2.4 / count
  const wanted = mean * 10 ** (1.5 * random.next() - 1)
  for (;;) {
    const rule = generateRule(random, wanted)
    const share = rule.tests.reduce((product, test) => product * shareOf(test), 1)
    if (share <= wanted * 2 && share >= wanted / 2) return rule
  }
}

function generateRule(random: Random, wanted: number): RuleSketch {
  const fields = pickFields(random, 2 + random.below(4))
  // Flags and patterns accept what they accept; the other tests are made so fine that the whole comes out right.
  const loose = fields.filter(isLoose)
  const share = Math.min(0.9, (wanted / looseShare ** loose.length) ** (1 / (fields.length - loose.length)))
  return { tests: fields.map((field) => generateTest(random, field, share)) }
}

/** About the share of leads that a test accepts. */
function shareOf(test: TestSketch): number {
  switch (test.kind) {
    case 'not':
      return 1 - shareOf(test.test)
    case 'either':
      return test.tests.reduce((sum, each) => sum + shareOf(each), 0)
    case 'is_true':
      return 0.5
    case 'matches':
      return 0.15
    case 'prefix':
      return 10 ** -test.prefix.replace('+', '').length
    case 'one_of':
      return test.values.length / choicesOf(test.field)
    case 'between':
      return Math.log(test.to / test.from) / Math.log(maxOf(test.field))
    case 'at_least':
      return 1 - Math.log(test.from) / Math.log(maxOf(test.field))
    case 'below':
      return Math.log(test.to) / Math.log(maxOf(test.field))
  }
}

function choicesOf(name: string): number {
  const field = leadFields.find((each) => each.name === name)
  return field?.kind === 'choice' ? field.values.length : 1
}

function maxOf(name: string): number {
  const field = leadFields.find((each) => each.name === name)
  return field?.kind === 'amount' ? field.max : 1
}

/** A flag, and about a pattern. */
const looseShare = 0.4

function isLoose({ kind }: LeadField): boolean {
  return kind === 'flag' || kind === 'phrase'
}

/** Different attributes in the order a person may write them; at least one of them can be as fine as is wanted. */
function pickFields(random: Random, count: number): readonly LeadField[] {
  const fields: LeadField[] = [random.pick(leadFields.filter((field) => !isLoose(field)))]
  while (fields.length < count) {
    const field = random.pick(leadFields)
    if (!fields.includes(field) && !(field.kind === 'phrase' && random.chance(0.5))) fields.push(field)
  }
  return fields.toSorted((a, b) => leadFields.indexOf(a) - leadFields.indexOf(b))
}

/** A test that accepts about this share of leads. */
function generateTest(random: Random, field: LeadField, share: number): TestSketch {
  if (isLoose(field)) return simpleTest(random, field, share)
  if (random.chance(0.1)) {
    const others = leadFields.filter((other) => other !== field && !isLoose(other))
    return {
      kind: 'either',
      tests: [simpleTest(random, field, share / 2), simpleTest(random, random.pick(others), share / 2)],
    }
  }
  if (random.chance(0.08)) return { kind: 'not', test: simpleTest(random, field, 1 - share) }
  return simpleTest(random, field, share)
}

function simpleTest(random: Random, field: LeadField, share: number): TestSketch {
  switch (field.kind) {
    case 'choice':
      return {
        kind: 'one_of',
        field: field.name,
        values: sample(random, field.values, Math.max(1, Math.round(share * field.values.length))),
      }
    case 'amount':
      return rangeTest(random, field, share)
    case 'digits': {
      const length = Math.min(field.length, Math.max(1, Math.round(-Math.log10(share))))
      return {
        kind: 'prefix',
        field: field.name,
        prefix: field.start + Array.from({ length }, () => random.below(10)).join(''),
      }
    }
    case 'phrase':
      return { kind: 'matches', field: field.name, pattern: patternOf(random, field.words) }
    case 'flag':
      return random.chance(0.7)
        ? { kind: 'is_true', field: field.name }
        : { kind: 'not', test: { kind: 'is_true', field: field.name } }
  }
}

function rangeTest(random: Random, { name, max }: Extract<LeadField, { kind: 'amount' }>, share: number): TestSketch {
  const from = random.next() * (1 - share)
  const [low, high] = [Math.floor(max ** from), Math.ceil(max ** (from + share))]
  if (random.chance(0.2))
    return { kind: 'at_least', field: name, from: Math.floor(max ** (1 - share)) + random.below(10) }
  if (random.chance(0.1)) return { kind: 'below', field: name, to: Math.ceil(max ** share) + random.below(10) }
  return { kind: 'between', field: name, from: low, to: Math.max(low + 1, high) }
}

function patternOf(random: Random, words: readonly (readonly string[])[]): string {
  const [first, second, third] = words.map((each) => random.pick(each))
  return random.pick([
    `^${first}`,
    `${third}$`,
    `^${first} .*${third}`,
    `${second} [A-Za-z]+`,
    `(${second}|${random.pick(words[1])})`,
  ])
}

function sample(random: Random, values: readonly string[], count: number): readonly string[] {
  const chosen = new Set<string>()
  while (chosen.size < Math.min(count, values.length)) chosen.add(random.pick(values))
  return [...chosen]
}
