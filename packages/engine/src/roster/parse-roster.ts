import { readDocument } from '../document/read-document.ts'
import type { DocumentReading } from '../document/document-reading.ts'
import type { Problem } from '../policy/problem.ts'
import type { TakenNames } from '../policy/read-id.ts'
import { readMap } from '../policy/read-map.ts'
import { readItems, readName, readText } from '../policy/read-value.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { checkRoster } from './check-roster.ts'
import { hashRoster } from './hash-roster.ts'
import { readNamedHours } from './read-calendar-hours.ts'
import { type CalendarScope, readZoneName } from './read-calendar-spec.ts'
import { type OwnerReading, readOwner } from './read-owner.ts'
import { type PoolReading, readPool } from './read-pool.ts'
import { readConsent, readRestriction } from './read-contact-entry.ts'
import { rosterLimits } from './roster-limits.ts'
import { type RosterReader, createRosterReader } from './roster-reader.ts'
import type { Consent, Restriction, Roster } from './roster.ts'

export type ParseRosterOptions = {
  /** The name that places carry; default `roster.yaml`. */
  readonly file?: string
  /** By default JSON for a file that ends in `.json`, else YAML. */
  readonly format?: 'yaml' | 'json'
}

const rosterKeys = ['roster', 'description', 'zone', 'hours', 'owners', 'pools', 'restrictions', 'consents'] as const

/**
 * Reads a roster document. Every problem is told at once, with line, column and how to mend it; `roster` is `null` when
 * there is an error among them. docs/reference/roster.md describes the document.
 *
 * Holiday regions and calendar feeds are only named: the caller adds their dates to the owners' calendars.
 */
export function parseRoster(
  text: string,
  options: ParseRosterOptions = {},
): { readonly roster: Roster | null; readonly problems: readonly Problem[] } {
  const { file = 'roster.yaml', format } = options
  const reading = readDocument(text, format === undefined ? { file } : { file, format })
  const reader = createRosterReader(reading)
  const roster = readRoster(reader, reading)
  const problems = [...reading.problems, ...reader.problems()].sort(byPlace)
  const hasError = problems.some((problem) => problem.severity === 'error')
  return { roster: hasError ? null : roster, problems: cut(problems) }
}

function byPlace(a: Problem, b: Problem): number {
  return a.place.line - b.place.line || a.place.column - b.place.column
}

/** Errors are kept before what is only worth knowing. */
function cut(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= rosterLimits.problemsMax) return problems
  const errors = problems.filter((problem) => problem.severity === 'error')
  const others = problems.filter((problem) => problem.severity !== 'error')
  const kept = [...errors, ...others].slice(0, rosterLimits.problemsMax - 1)
  const last = kept.reduce((latest, problem) => (byPlace(problem, latest) > 0 ? problem : latest))
  const { file, line, column } = last.place
  const rest: Problem = {
    code: 'roster_problems_cut',
    severity: 'notice',
    message: `There are ${problems.length - kept.length} more problems.`,
    hint: 'Mend these first.',
    place: { file, line, column },
    path: '',
  }
  return [...kept.sort(byPlace), rest]
}

function readRoster(reader: RosterReader, { root }: DocumentReading): Roster | null {
  if (root === null || root.kind === 'nothing') return null
  const map = readMap(
    reader,
    { node: root, path: '' },
    { keys: rosterKeys, required: ['roster', 'owners', 'pools'], what: 'a roster' },
  )
  if (map === null) return null
  const [nameSpot, descriptionSpot, zoneSpot] = [map.get('roster'), map.get('description'), map.get('zone')]
  const name = nameSpot === null ? null : readName(reader, nameSpot)
  if (descriptionSpot !== null) readText(reader, descriptionSpot)
  const zone = (zoneSpot === null ? null : readZoneName(reader, zoneSpot)) ?? 'UTC'
  const scope: CalendarScope = { zone, hours: readNamedHours(reader, map.get('hours')) }
  const taken: { readonly owners: TakenNames; readonly pools: TakenNames } = { owners: new Map(), pools: new Map() }
  const owners = itemsOf(reader, map.get('owners'), { max: rosterLimits.ownersMax, wanted: 'a list of owners' }).map(
    (spot) => readOwner(reader, spot, { scope, taken: taken.owners }),
  )
  const pools = itemsOf(reader, map.get('pools'), { max: rosterLimits.poolsMax, wanted: 'a list of pools' }).map(
    (spot) => readPool(reader, spot, { scope, taken: taken.pools }),
  )
  const restrictions = itemsOf(reader, map.get('restrictions'), {
    max: rosterLimits.restrictionsMax,
    wanted: 'a list of restrictions such as `[{ domain: example.com }]`',
  }).map((spot) => readRestriction(reader, spot, zone))
  const consents = itemsOf(reader, map.get('consents'), {
    max: rosterLimits.consentsMax,
    wanted: 'a list of consents such as `[{ email: ada@example.com, channel: email }]`',
  }).map((spot) => readConsent(reader, spot, zone))
  checkRoster(reader, owners, pools)
  return name === null ? null : assemble(name, { owners, pools, restrictions, consents })
}

function itemsOf(reader: RosterReader, spot: Spot | null, limits: Parameters<typeof readItems>[2]): readonly Spot[] {
  return spot === null ? [] : (readItems(reader, spot, limits) ?? [])
}

function assemble(
  name: string,
  read: {
    readonly owners: readonly OwnerReading[]
    readonly pools: readonly PoolReading[]
    readonly restrictions: readonly (Restriction | null)[]
    readonly consents: readonly (Consent | null)[]
  },
): Roster {
  const consents = read.consents.filter((consent) => consent !== null)
  const content = {
    name,
    owners: read.owners.flatMap(({ owner }) => (owner === null ? [] : [owner])),
    pools: read.pools.flatMap(({ pool }) => (pool === null ? [] : [pool])),
    restrictions: read.restrictions.filter((restriction) => restriction !== null),
    // A roster without any has the hash that it had before there were consents.
    ...(consents.length === 0 ? {} : { consents }),
  }
  return { ...content, hash: hashRoster(content) }
}
