import type { Licence } from '../balance/pool-snapshot.ts'
import { readCountry } from '../normalise/read-country.ts'
import { readSubdivision } from '../normalise/read-subdivision.ts'
import { isLicenceKind } from '../policy/licence-path.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { readMap } from '../policy/read-map.ts'
import { readItems, readName, readText } from '../policy/read-value.ts'
import { isEmptyInterval, readMoment } from './read-moment.ts'
import { rosterLimits } from './roster-limits.ts'
import type { RosterReader } from './roster-reader.ts'

const licenceKeys = ['kind', 'area', 'from', 'until', 'basis', 'source'] as const

/** Reads what a person is licensed for, where and when: `{ kind: insurance, area: US-CA, until: 2027-01-01 }`. */
export function readLicences(reader: RosterReader, spot: Spot | null, zone: string): readonly Licence[] {
  if (spot === null) return []
  const wanted = 'a list of licences such as `[{ kind: insurance, area: US-CA }]`'
  const items = readItems(reader, spot, { max: rosterLimits.licencesMax, wanted }) ?? []
  return items.flatMap((item) => readLicence(reader, item, zone) ?? [])
}

function readLicence(reader: RosterReader, spot: Spot, zone: string): Licence | null {
  const map = readMap(reader, spot, { keys: licenceKeys, required: ['kind', 'area'], what: 'a licence' })
  if (map === null) return null
  const [kindSpot, areaSpot, fromSpot, untilSpot] = [
    map.get('kind'),
    map.get('area'),
    map.get('from'),
    map.get('until'),
  ]
  const kind = kindSpot === null ? null : readKind(reader, kindSpot)
  const area = areaSpot === null ? null : readArea(reader, areaSpot)
  const fromMs = fromSpot === null ? null : readMoment(reader, fromSpot, zone)
  const untilMs = untilSpot === null ? null : readMoment(reader, untilSpot, zone)
  const [basisSpot, sourceSpot] = [map.get('basis'), map.get('source')]
  const basis = basisSpot === null ? null : readName(reader, basisSpot)
  const source = sourceSpot === null ? null : readText(reader, sourceSpot)
  if (untilSpot !== null && isEmptyInterval(reader, untilSpot, { fromMs, untilMs })) return null
  if (kind === null || area === null) return null
  const origin = { ...(basis === null ? {} : { basis }), ...(source === null ? {} : { source }) }
  return { kind, area, fromMs, untilMs, ...origin }
}

function readKind(reader: RosterReader, spot: Spot): string | null {
  const text = readName(reader, spot)
  if (text === null || isLicenceKind(text)) return text
  return reader.tell(spot, {
    code: 'roster_licence_malformed',
    message: `Conditions cannot read \`owner.licences.${text.slice(0, 60)}\`.`,
    hint: 'Name the kind in letters, digits and underscores, such as `insurance`.',
  })
}

/** A country or a part of one, by its code. */
function readArea(reader: RosterReader, spot: Spot): string | null {
  const text = readName(reader, spot)
  // Leads mean "not available" by `NA`; whoever keeps a roster means Namibia.
  if (text === null || text === 'NA') return text
  const part = readSubdivision(text, null)
  if (part.kind === 'found') return part.code
  const country = readCountry(text)
  if (country.kind === 'found') return country.code
  return reader.tell(spot, {
    code: 'roster_licence_malformed',
    message: `\`${text.slice(0, 60)}\` is neither a country nor a part of one.`,
    hint: 'Write a code such as `US` or `US-CA`.',
  })
}
