import { createRandom, type Random } from '@rightful/engine/testing'
import { generateRules } from '../generated-rules/generate-rules.ts'
import { type LeadField, leadFields } from '../generated-rules/lead-fields.ts'
import type { RuleSketch, TestSketch } from '../generated-rules/rule-sketch.ts'
import { ruleAsCondition } from '../generated-rules/rules-as-policy.ts'
import { plantedFields, plantings } from './plant-faults.ts'

/** A policy as a person would keep it, and what a check has to find in it. */
export type WrittenPolicy = {
  readonly document: string
  readonly tables: Readonly<Record<string, string>>
  readonly ruleCount: number
  readonly unreachable: number
  readonly needsGaps: number
}

const POOLS = 30
const TABLE_SHARE = 0.3

/** One planted group of routes among so many rules. */
const RULES_PER_FAULT = 100

/** Writes so many rules: routes with conditions, three in ten as rows of tables, and faults planted among them. */
export function writePolicy(seed: number, ruleCount: number): WrittenPolicy {
  const random = createRandom(seed)
  const sketches = generateRules(seed, ruleCount)
  const rows = sketches.filter(isTabular).slice(0, Math.floor(ruleCount * TABLE_SHARE))
  const tabled = new Set(rows)
  const conditions: string[] = []
  let [unreachable, needsGaps, faults] = [0, 0, 0]
  for (const sketch of sketches.filter((each) => !tabled.has(each))) {
    if (conditions.length + rows.length >= ruleCount - 4) break
    if (conditions.length < (faults + 1) * RULES_PER_FAULT) {
      conditions.push(ruleAsCondition(sketch))
      continue
    }
    const planted = plantings[faults % plantings.length](sketch, random)
    conditions.push(...planted.conditions)
    unreachable += planted.unreachable
    needsGaps += planted.needsGaps
    faults += 1
  }
  const half = Math.floor(rows.length / 2)
  const tables = {
    'first.csv': writeTable(rows.slice(0, half), random),
    'second.csv': writeTable(rows.slice(half), random),
  }
  return {
    document: writeDocument(conditions, random),
    tables,
    ruleCount: conditions.length + rows.length,
    unreachable,
    needsGaps,
  }
}

function writeDocument(conditions: readonly string[], random: Random): string {
  const middle = Math.floor(conditions.length / 2)
  return [
    'policy: generated',
    'fields:',
    ...leadFields.map((field) => `  ${field.name}: ${fieldType(field)}`),
    ...plantedFields.map((field) => `  ${field}`),
    'derive:',
    '  segment:',
    "    - { when: 'employees >= 500', value: enterprise }",
    "    - { when: 'employees >= 100', value: mid }",
    '    - { value: small }',
    'routes:',
    ...conditions.slice(0, middle).flatMap((condition, index) => writeRoute(`early-${index + 1}`, condition, random)),
    '  - { id: first, table: first.csv }',
    ...conditions.slice(middle).flatMap((condition, index) => writeRoute(`late-${index + 1}`, condition, random)),
    '  - { id: second, table: second.csv }',
    'fallback:',
    '  unmatched: [pool: pool-1, hold: triage]',
    '',
  ].join('\n')
}

function writeRoute(id: string, condition: string, random: Random): readonly string[] {
  return [`  - id: ${id}`, `    when: ${JSON.stringify(condition)}`, `    to: [pool: ${pickPool(random)}]`]
}

function pickPool(random: Random): string {
  return `pool-${random.between(1, POOLS)}`
}

function fieldType(field: LeadField): string {
  switch (field.kind) {
    case 'choice':
      return field.name === 'country'
        ? '{ type: country }'
        : `{ type: enum, values: [${field.values.map((value) => JSON.stringify(value)).join(', ')}] }`
    case 'amount':
      return '{ type: integer, min: 0 }'
    case 'digits':
      return `{ type: ${field.name} }`
    case 'phrase':
      return '{ type: string }'
    case 'flag':
      return '{ type: boolean }'
  }
}

function isTabular({ tests }: RuleSketch): boolean {
  return tests.every((test) => (test.kind === 'not' ? isCell(test.test) : isCell(test)))
}

function isCell({ kind }: TestSketch): boolean {
  return kind !== 'either' && kind !== 'not' && kind !== 'matches'
}

function writeTable(rows: readonly RuleSketch[], random: Random): string {
  const columns = leadFields.filter(({ kind }) => kind !== 'phrase').map(({ name }) => name)
  const lines = rows.map(({ tests }) => {
    const cells = new Map(tests.map((test) => [test.kind === 'not' ? fieldOf(test.test) : fieldOf(test), cellOf(test)]))
    return [...columns.map((column) => `"${(cells.get(column) ?? '').replaceAll('"', '""')}"`), pickPool(random)].join(
      ',',
    )
  })
  return [[...columns, 'pool'].join(','), ...lines, ''].join('\n')
}

function fieldOf(test: TestSketch): string {
  return test.kind === 'either' || test.kind === 'not' ? '' : test.field
}

function cellOf(test: TestSketch): string {
  switch (test.kind) {
    case 'one_of':
      return test.values.join(', ')
    case 'between':
      return `[${test.from}..${test.to})`
    case 'at_least':
      return `>= ${test.from}`
    case 'below':
      return `< ${test.to}`
    case 'prefix':
      return `${test.prefix}*`
    case 'is_true':
      return 'true'
    case 'not':
      return test.test.kind === 'is_true' ? 'false' : `!${cellOf(test.test)}`
    case 'matches':
    case 'either':
      return ''
  }
}

/** Thirty pools of ten people each, in office hours of three zones. */
export function writeRoster(): string {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo']
  const owners = Array.from(
    { length: POOLS * 4 },
    (_, index) => `  - { id: owner-${index}, name: Owner ${index}, zone: ${zones[index % 3]}, hours: office }`,
  )
  const pools = Array.from({ length: POOLS }, (_, pool) => {
    const members = Array.from({ length: 10 }, (__, index) => `owner-${(pool * 4 + index * 7) % (POOLS * 4)}`)
    return `  - { id: pool-${pool + 1}, members: [${members.join(', ')}] }`
  })
  return [
    'roster: generated',
    'hours:',
    '  office:',
    '    mon-fri: ["09:00-17:00"]',
    'owners:',
    ...owners,
    'pools:',
    ...pools,
    '',
  ].join('\n')
}
