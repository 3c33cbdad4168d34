import type { Value } from '../language/expression.ts'
import type { PolicyReader, Spot } from '../policy/policy-reader.ts'
import { readDuration } from '../policy/read-duration.ts'
import { readEntries, readMap } from '../policy/read-map.ts'
import { readItems, readName, readNumber, tellWrongType, textOf } from '../policy/read-value.ts'
import { readSimpleValue } from './read-attributes.ts'
import { rosterLimits } from './roster-limits.ts'
import { type RosterReader, beginningOf } from './roster-reader.ts'
import type { Cap } from './roster.ts'

/** A cap and where it names a pool, which is checked once all pools are known. */
export type CapReading = { readonly cap: Cap; readonly poolSpot: Spot | null }

const capKeys = ['per', 'max', 'pool', 'segment'] as const
const spans = ['open', 'day', 'week'] as const

/** Reads a list of caps such as `{ per: day, max: 8 }`. */
export function readCaps(reader: RosterReader, spot: Spot | null): readonly CapReading[] {
  if (spot === null) return []
  const items =
    readItems(reader, spot, { max: rosterLimits.capsMax, wanted: 'a list of caps such as `[{ per: day, max: 8 }]`' }) ??
    []
  return items.flatMap((item) => {
    const cap = readCap(reader, item)
    return cap === null ? [] : [cap]
  })
}

function readCap(reader: RosterReader, spot: Spot): CapReading | null {
  const map = readMap(reader, spot, { keys: capKeys, required: ['per', 'max'], what: 'a cap' })
  if (map === null) return null
  const [perSpot, maxSpot, poolSpot, segmentSpot] = [
    map.get('per'),
    map.get('max'),
    map.get('pool'),
    map.get('segment'),
  ]
  const span = perSpot === null ? null : readSpan(reader, perSpot)
  const limit =
    maxSpot === null ? null : readNumber(reader, maxSpot, { min: 0, max: rosterLimits.leadsMax, isInteger: true })
  const pool = poolSpot === null ? null : readName(reader, poolSpot)
  const segment = segmentSpot === null ? null : readSegment(reader, segmentSpot)
  if (span === null || limit === null || (segmentSpot !== null && segment === null)) return null
  return { cap: { ...span, limit, pool, segment }, poolSpot: pool === null ? null : poolSpot }
}

/** `open`, `day`, `week`, or a duration, for a window that rolls. */
function readSpan(reader: RosterReader, spot: Spot): Pick<Cap, 'kind' | 'windowSeconds'> | null {
  const text = textOf(spot.node)
  if (text === null) return tellWrongType(reader, spot, '`open`, `day`, `week` or a duration such as `PT2H`')
  const kind = spans.find((span) => span === text)
  if (kind !== undefined) return { kind, windowSeconds: null }
  if (/^-?P/i.test(text) || /\d/.test(text)) {
    const duration = readDuration(reader, spot, { isZeroAllowed: false })
    return duration === null ? null : { kind: 'window', windowSeconds: duration.seconds }
  }
  const meant = reader.suggest(text, spans)
  return reader.tell(spot, {
    code: 'roster_choice_unknown',
    message: `A cap cannot count per \`${text.slice(0, 60)}\`.`,
    hint:
      meant === null
        ? 'Write `open`, `day`, `week`, or a duration such as `PT2H` for a window that rolls.'
        : `Did you mean \`${meant}\`?`,
  })
}

/** `{ segment: mid }`: one field and the value that counts. */
function readSegment(reader: RosterReader, spot: Spot): { readonly field: string; readonly value: Value } | null {
  const entries = readEntries(reader, spot, { max: 1, wanted: 'one field with its value, such as `{ segment: mid }`' })
  const [entry] = entries ?? []
  if (entries === null) return null
  if (entry === undefined) {
    return reader.tell(beginningOf(spot), {
      code: 'roster_cap_malformed',
      message: `\`${spot.path}\` names no field.`,
      hint: 'Write one field with its value, such as `{ segment: mid }`, or leave the key out.',
    })
  }
  const value = readSimpleValue(reader, entry)
  return value === null ? null : { field: entry.name, value }
}

/** The pool a cap names has to exist: a cap on a pool that does not would never count. */
export function checkCapPools(
  reader: PolicyReader & RosterReader,
  caps: readonly CapReading[],
  poolIds: ReadonlySet<string>,
): void {
  for (const { cap, poolSpot } of caps) {
    if (cap.pool === null || poolSpot === null || poolIds.has(cap.pool)) continue
    const meant = reader.suggest(cap.pool, poolIds)
    reader.tell(poolSpot, {
      code: 'roster_pool_unknown',
      message: `There is no pool \`${cap.pool}\`.`,
      hint:
        meant === null
          ? 'Name a pool of this roster, or leave the key out to count all leads.'
          : `Did you mean \`${meant}\`?`,
    })
  }
}
