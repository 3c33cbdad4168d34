import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ReportCell, type ReportName, reportQuery } from '@rightful/contract'
import { runReport, type WholeReport } from './run-report.ts'
import { diceOf, type History, playHistory, weights } from '../../testing/play-history.ts'
import {
  attainmentOf,
  type Entry,
  mishapOf,
  percentile,
  recountHistory,
  share,
  type Story,
  textOf,
  unroutedOf,
} from '../../testing/recount-history.ts'

const seed = Number(process.env['RIGHTFUL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const zone = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'][Math.floor(diceOf(seed + 1)() * 3)] ?? 'UTC'

let history: History
let period: { readonly from: string; readonly to: string }
before(async () => {
  history = await playHistory(seed, 120)
  // Some of what happened is before the period, and what happened today after it.
  const today = Temporal.Now.zonedDateTimeISO(zone).toPlainDate()
  period = { from: today.subtract({ days: 7 }).toString(), to: today.toString() }
})
after(() => history.workspace.close())

async function ask(
  name: ReportName,
  query: { readonly by?: string; readonly segment?: string; readonly segment_field?: string } = {},
): Promise<WholeReport> {
  const { db, workspaceId } = history.workspace
  return runReport(db, { workspaceId, name, query: reportQuery.parse({ ...period, zone, ...query }) })
}

function dayOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(zone).toPlainDate().toString()
}

const isWithin = (ms: number): boolean => dayOf(ms) >= period.from && dayOf(ms) < period.to

/** The stories of the leads that came within the period, and what stands in ledgers of it. */
async function recount(
  report: WholeReport,
): Promise<{ readonly stories: readonly Story[]; readonly entries: readonly Entry[] }> {
  const { stories, entries } = await recountHistory(history, Date.parse(report.as_of))
  return {
    stories: stories.filter(({ receivedMs }) => isWithin(receivedMs)),
    entries: entries.filter(({ atMs }) => isWithin(atMs)),
  }
}

type Cells = Readonly<Record<string, ReportCell>>

/** Rows in one order, whatever collation sorts them. */
function sorted(rows: readonly Cells[]): readonly Cells[] {
  const keyOf = (row: Cells): string => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Cells,
): readonly (readonly [Cells, readonly Item[]])[] {
  return [...Map.groupBy(items, (item) => JSON.stringify(keyOf(item)))].map(([key, of]) => [JSON.parse(key), of])
}

const secondsOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms) / 1000)

describe(`reports of a history (RIGHTFUL_SEED=${seed}, ${zone})`, () => {
  test('assignment latency equals a recount of events', async () => {
    const report = await ask('assignment-latency')
    const { stories } = await recount(report)
    assert.ok(stories.length >= 5)
    const groups = grouped(stories, ({ receivedMs, routeId, attributes }) => ({
      day: dayOf(receivedMs),
      route_id: routeId,
      channel: textOf(attributes['channel']),
    }))
    const expected = groups.map(([cells, of]) => {
      const waits = of.flatMap(({ firstOwnedMs, receivedMs }) =>
        firstOwnedMs === null ? [] : [firstOwnedMs - receivedMs],
      )
      return {
        ...cells,
        leads: of.length,
        assigned: waits.length,
        p50_seconds: secondsOf(percentile(waits, 0.5)),
        p95_seconds: secondsOf(percentile(waits, 0.95)),
        p99_seconds: secondsOf(percentile(waits, 0.99)),
        max_seconds: secondsOf(percentile(waits, 1)),
      }
    })
    assert.deepEqual(sorted(report.rows), sorted(expected))
  })

  for (const by of ['pool', 'owner', 'route', 'source', '']) {
    test(`first follow-ups by ${by === '' ? 'nothing' : by} equal a recount of events`, async () => {
      const report = await ask('follow-up', { by })
      const { stories } = await recount(report)
      const all = stories.flatMap((story) => story.obligations.map((obligation) => ({ story, ...obligation })))
      const keys: Readonly<Record<string, (of: (typeof all)[number]) => Cells>> = {
        pool: ({ poolId }) => ({ pool_id: poolId }),
        owner: ({ ownerId }) => ({ owner_id: ownerId }),
        route: ({ story }) => ({ route_id: story.routeId }),
        source: ({ story }) => ({ source: textOf(story.attributes['source']) }),
      }
      const expected = grouped(all, keys[by] ?? (() => ({}))).map(([cells, of]) => ({ ...cells, ...attainmentOf(of) }))
      assert.deepEqual(sorted(report.rows.map(withoutTimes)), sorted(expected))
    })
  }

  test('follow-up times are those between the events', async () => {
    const report = await ask('follow-up', { by: '' })
    const { stories } = await recount(report)
    const times = stories.flatMap(({ obligations }) =>
      obligations.flatMap(({ touchedMs, startedMs }) => (touchedMs === null ? [] : [touchedMs - startedMs])),
    )
    const [row] = report.rows
    for (const [name, at] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      // Durations were stretched in whole milliseconds, instants in microseconds.
      const expected = (percentile(times, at) ?? 0) / 1000
      const given = Number(row?.[`${name}_raw_seconds`])
      assert.ok(Math.abs(given - expected) <= 1e-4 * expected + 0.1, `${given} ${expected}`)
      assert.equal(row?.[`${name}_working_seconds`], row?.[`${name}_raw_seconds`])
    }
  })

  test('conversion equals a recount of events', async () => {
    const report = await ask('conversion')
    const { stories } = await recount(report)
    const groups = grouped(stories, ({ attributes }) => ({
      source: textOf(attributes['source']),
      segment: textOf(attributes['segment']),
    }))
    const expected = groups.map(([cells, of]) => {
      const count = (state: string): number => of.filter((story) => story.state === state).length
      const [converted, disqualified, refused] = [count('converted'), count('disqualified'), count('refused')]
      const open = of.length - converted - disqualified - refused
      return { ...cells, leads: of.length, converted, disqualified, refused, open, rate: share(converted, of.length) }
    })
    const rows = report.rows.map(({ rate_low: low, rate_high: high, ...row }) => {
      assert.ok(Number(low) <= Number(row['rate']) && Number(row['rate']) <= Number(high))
      return row
    })
    assert.deepEqual(sorted(rows), sorted(expected))
  })

  test('a derived value is told from the fields that it reads, for groups and as a filter', async () => {
    const report = await ask('follow-up', { by: 'segment', segment_field: 'size' })
    const { stories } = await recount(report)
    const sizeOf = ({ employees }: Story['attributes']): string | null =>
      typeof employees !== 'number' ? null : employees >= 1000 ? 'big' : 'tiny'
    const groups = grouped(stories, ({ attributes }) => ({ segment: sizeOf(attributes) }))
    const counts = groups.map(([cells, of]) => [cells['segment'], of.flatMap(({ obligations }) => obligations).length])
    const expected = new Map(counts.filter(([, count]) => count !== 0).map(([size, count]) => [size, count]))
    assert.deepEqual(new Map(report.rows.map((row) => [row['segment'], row['started']])), expected)
    const big = await ask('follow-up', { by: '', segment: 'big', segment_field: 'size' })
    assert.equal(big.rows[0]?.['started'], expected.get('big') ?? 0)
  })

  test('held and default shares equal a recount of events', async () => {
    const report = await ask('held')
    const { stories } = await recount(report)
    const groups = grouped(stories, ({ routeId, attributes }) => ({
      route_id: routeId,
      channel: textOf(attributes['channel']),
    }))
    const expected = groups.map(([cells, of]) => {
      const first = (kind: Story['first']): number => of.filter((story) => story.first === kind).length
      const byDefault = of.filter((story) => story.isByDefault).length
      return {
        ...cells,
        leads: of.length,
        decided: of.length,
        held: first('held'),
        refused: first('refused'),
        by_default: byDefault,
        waiting: of.filter(({ state }) => state === 'held').length,
        held_share: share(first('held'), of.length),
        default_share: share(byDefault, of.length),
      }
    })
    assert.deepEqual(sorted(report.rows), sorted(expected))
  })

  for (const by of ['day,channel', 'day', 'channel', '']) {
    test(`distribution by ${by === '' ? 'pool alone' : by} equals a recount of events`, async () => {
      const report = await ask('distribution', { by })
      const { entries } = await recount(report)
      const key = (entry: Entry): Cells => ({
        ...(by.includes('day') ? { day: dayOf(entry.atMs) } : {}),
        ...(by.includes('channel') ? { channel: textOf(history.attributes.get(entry.leadId)?.['channel']) } : {}),
        pool_id: entry.poolId,
      })
      const expected = grouped(entries, (entry) => ({ ...key(entry), owner_id: entry.ownerId })).flatMap(
        ([cells, of]) => {
          const received = of.reduce((sum, { amount }) => sum + amount, 0)
          return received === 0 ? [] : [{ ...cells, received }]
        },
      )
      const members = report.rows.filter(({ owner_id: owner, received }) => owner !== null && received !== 0)
      const given = members.map((row) => without(row, ['exact_share', 'difference', 'parity']))
      assert.deepEqual(sorted(given), sorted(expected))
    })
  }

  test('exact shares go by weight, and parity is what they say', async () => {
    const report = await ask('distribution', { by: '' })
    const { entries } = await recount(report)
    for (const [poolId, members] of Object.entries(weights)) {
      const leads = entries
        .filter((entry) => entry.poolId === poolId && entry.kind !== 'handed')
        .reduce((sum, { amount }) => sum + amount, 0)
      const total = Object.values(members).reduce((sum, weight) => sum + weight, 0)
      const rows = report.rows.filter((row) => row['pool_id'] === poolId && row['owner_id'] !== null)
      for (const row of rows) {
        const exact = (leads * (members[String(row['owner_id'])] ?? 0)) / total
        assert.ok(Math.abs(Number(row['exact_share']) - exact) < 0.01, JSON.stringify([row, exact]))
        assert.equal(
          row['difference'],
          Math.round((Number(row['received']) - Number(row['exact_share'])) * 1000) / 1000,
        )
      }
      const received = rows.reduce((sum, row) => sum + Number(row['received']), 0)
      const misplaced = rows.reduce((sum, row) => sum + Math.abs(Number(row['difference'])), 0) / 2
      const whole = report.rows.find((row) => row['pool_id'] === poolId && row['owner_id'] === null)
      if (whole === undefined) continue
      assert.equal(whole['received'], received)
      assert.ok(received <= 0 || Math.abs(Number(whole['parity']) - Math.max(0, 1 - misplaced / received)) < 1e-5)
    }
  })

  test('exceptions equal a recount of events, and name leads to which it happened', async () => {
    const report = await ask('exceptions')
    const { stories } = await recountHistory(history, Date.parse(report.as_of))
    const happened = stories.flatMap((story) => {
      const [first] = story.events
      const unrouted = first === undefined || !isWithin(first.atMs) ? null : unroutedOf(history.given.get(story.leadId))
      const mishaps = story.events.flatMap((event) => (isWithin(event.atMs) ? mishapOf(event, story) : []))
      return [...(unrouted === null ? [] : [unrouted]), ...mishaps].map((cells) => ({ cells, leadId: story.leadId }))
    })
    const groups = grouped(happened, ({ cells }) => cells)
    const leadsOf = (of: typeof happened): Set<string> => new Set(of.map(({ leadId }) => leadId))
    const expected = groups.map(([cells, of]) => ({ ...cells, leads: leadsOf([...of]).size }))
    const rows = report.rows.map((row) => without(row, ['mend_kind', 'advice', 'examples']))
    assert.deepEqual(sorted(rows), sorted(expected))
    for (const { kind, cause, mend_id, leads, examples } of report.rows) {
      const [, of] = groups.find(([cells]) => isSame(cells, { kind, cause, mend_id })) ?? []
      assert.ok(Array.isArray(examples) && examples.every((id) => leadsOf([...(of ?? [])]).has(id)))
      assert.equal(new Set(examples).size, Math.min(5, Number(leads)))
    }
  })

  test('credits equal a recount of events', async () => {
    const report = await ask('credits')
    const { entries } = await recount(report)
    const people = grouped(entries, ({ ownerId, poolId }) => ({ owner_id: ownerId, pool_id: poolId }))
    const expected = people.flatMap(([cells, of]) => {
      const given = of.filter(({ amount }) => amount > 0).length
      const credits = of.filter(({ kind }) => kind === 'credit')
      if (given + credits.length === 0) return []
      const row = (reason: string | null, credited: number): Cells => ({
        ...cells,
        reason,
        given,
        credited,
        credited_share: share(credited, given),
      })
      const reasons = [...Map.groupBy(credits, ({ reason }) => reason)]
      return [row(null, credits.length), ...reasons.map(([reason, some]) => row(reason, some.length))]
    })
    assert.deepEqual(sorted(report.rows), sorted(expected))
  })
})

function isSame(one: Cells, other: Cells): boolean {
  return Object.keys(one).every((name) => one[name] === other[name])
}

function withoutTimes(row: Cells): Cells {
  return without(
    row,
    Object.keys(row).filter((name) => name.endsWith('_seconds')),
  )
}

function without(row: Cells, names: readonly string[]): Cells {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))
}
