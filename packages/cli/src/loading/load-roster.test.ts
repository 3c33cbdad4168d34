import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { collectingProcess } from '../testing/run-command.ts'
import { loadPolicy } from './load-policy.ts'
import { loadRoster } from './load-roster.ts'

const folder = mkdtempSync(join(tmpdir(), 'rightful-roster-'))
after(() => rmSync(folder, { recursive: true }))

const at = Temporal.Instant.from('2026-11-24T09:00:00Z')

const feed = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20261201',
  'DTEND;VALUE=DATE:20261203',
  'SUMMARY:Away',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

async function load(owner: string) {
  const path = join(folder, 'roster.yaml')
  const hours = 'hours: { mon-fri: ["09:00-17:00"] }'
  const text = `roster: desk\nowners:\n  - id: ann\n    name: Ann\n    zone: Europe/Berlin\n    ${hours}\n${owner}pools:\n  - id: desk\n    members: [ann]\n`
  writeFileSync(path, text)
  const { process, stderr } = collectingProcess()
  return { roster: await loadRoster(path, process, at), stderr: stderr() }
}

describe('loading a roster', () => {
  test('puts the holidays of the region and the absences of feeds into calendars', async () => {
    writeFileSync(join(folder, 'ann.ics'), feed)
    const { roster, stderr } = await load('    holidays: DE-BY\n    feeds: [ann.ics]\n')
    const calendar = roster.owners[0]?.calendar
    const dates = calendar?.holidays?.map((holiday) => holiday.date) ?? []
    assert.ok(dates.includes('2026-11-01') && dates.includes('2027-01-06'), dates.join(' '))
    assert.deepEqual(
      calendar?.absences?.map(({ from, until }) => [from, until]),
      [['2026-12-01', '2026-12-03']],
    )
    assert.equal(stderr, '')
  })

  test('reads a feed from an address', async () => {
    const server = createServer((_, response) => response.end(feed)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { roster } = await load(`    feeds: ["http://127.0.0.1:${port}/ann.ics"]\n`)
    server.close()
    assert.equal(roster.owners[0]?.calendar.absences?.length, 1)
  })

  test('stops on a region that does not exist and says what was meant', async () => {
    await assert.rejects(load('    holidays: DE-XY\n'), { code: 'document_faulty' })
  })

  test('warns of a feed that cannot be read, and goes on', async () => {
    const { roster, stderr } = await load('    feeds: [none.ics]\n')
    assert.equal(roster.owners.length, 1)
    assert.match(stderr, /warning: Ann: the calendar feed none\.ics cannot be read/)
  })
})

describe('the bundled example', () => {
  test('loads without a problem', async () => {
    const example = join(import.meta.dirname, '../../../../examples/halden')
    const { process, stderr } = collectingProcess()
    const policy = await loadPolicy(join(example, 'policy.yaml'), process)
    const roster = await loadRoster(join(example, 'roster.yaml'), process, at)
    assert.ok(policy.routes.length > 0 && roster.pools.length > 0)
    assert.equal(stderr(), '')
  })
})
