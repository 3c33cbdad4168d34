import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createSmallFiles, smallPolicy, twoPeople } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'

const files = createSmallFiles()
after(files.remove)

const policy = files.write('policy.yaml', smallPolicy.replace('fields:\n', 'fields:\n  email: { type: email }\n'))
const roster = files.write('roster.yaml', twoPeople)
/** Ann works on weekdays from nine to five, and nobody else is there. */
const dayRoster = files.write(
  'day.yaml',
  `roster: day
owners:
  - { id: ann, name: Ann, zone: UTC, holidays: DE-BY, hours: { mon-fri: ["09:00-17:00"] } }
pools:
  - { id: desk, members: [ann] }
  - { id: vip, members: [ann] }
`,
)
const world = ['--policy', policy, '--roster', roster] as const
const atNine = ['--at', '2026-11-24T09:00:00Z'] as const
const out = ['--format', 'ndjson', '--out', files.path('out.ndjson'), '--json'] as const

type Row = {
  readonly lead: string | null
  readonly outcome: string
  readonly owner: string | null
  readonly reason: string
}

/** Decides a file into rows, with the figures of its summary. */
async function route(leads: string, ...flags: readonly string[]) {
  const written = await runCommand(['route', leads, ...flags, '--format', 'ndjson', '--quiet'])
  const told = await runCommand(['route', leads, ...flags, ...out])
  assert.equal(told.stderr, '')
  const rows: readonly Row[] = written.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { rows, summary: JSON.parse(told.stdout), code: told.code }
}

describe('route', () => {
  test('says at which instant leads were decided', async () => {
    const leads = files.write('two.csv', 'id,country\na,FR\nb,FR\n')
    const { summary } = await route(leads, ...world, ...atNine)
    assert.deepEqual(summary.decidedAt, {
      from: '2026-11-24T09:00:00Z',
      until: '2026-11-24T09:00:00Z',
      outOfOrder: 0,
      outOfOrderLine: null,
    })
    const { stderr } = await runCommand(['route', leads, ...world, ...atNine])
    assert.match(stderr, /^2 leads, decided at 2026-11-24T09:00:00Z\n/)
  })

  test('names the domains of accounts that no lead is matched by', async () => {
    const leads = files.write('one.csv', 'id,country,email\na,FR,ann@gmail.com\n')
    const accounts = files.write('accounts.csv', 'id,name,domains\nx,Example,gmail.com;n/a;example.com\n')
    const { summary } = await route(leads, ...world, ...atNine, '--accounts', accounts)
    assert.deepEqual(summary.skippedDomains, [
      { accountId: 'x', domain: 'gmail.com', because: 'free' },
      { accountId: 'x', domain: 'n/a', because: 'malformed' },
    ])
    const { stderr } = await runCommand(['route', leads, ...world, ...atNine, '--accounts', accounts])
    assert.match(
      stderr,
      /^note: No lead is matched by the domain gmail\.com of x \(free mail\), n\/a of x \(no domain\)\.$/m,
    )
  })
})

describe('route by a column of instants', () => {
  const day = ['--policy', policy, '--roster', dayRoster, '--at-column', 'Created At'] as const

  test('decides each lead at its own, in any offset, with the calendars of that time', async () => {
    // Epiphany is a holiday in Bavaria, and years from the day on which this test runs.
    const leads = files.write(
      'day.csv',
      `id,Created At,country
before,2020-01-03T08:59:59Z,FR
at,2020-01-03T10:00:00+01:00,FR
holiday,2020-01-06T12:00:00Z,FR
next,2020-01-07T09:00:00Z,FR
`,
    )
    const { rows, summary, code } = await route(leads, ...day)
    assert.deepEqual(
      rows.map(({ lead, outcome }) => [lead, outcome]),
      [
        ['before', 'held'],
        ['at', 'assigned'],
        ['holiday', 'held'],
        ['next', 'assigned'],
      ],
    )
    assert.equal(summary.decidedAt.from, '2020-01-03T08:59:59Z')
    assert.equal(summary.decidedAt.until, '2020-01-07T09:00:00Z')
    assert.equal(code, 0)
    const { stderr } = await runCommand(['route', leads, ...day])
    assert.match(stderr, /^4 leads, decided from 2020-01-03T08:59:59Z to 2020-01-07T09:00:00Z\n/)
  })

  test('decides rows out of order where they stand, and counts them', async () => {
    const leads = files.write(
      'mixed.csv',
      'id,Created At,country\na,2026-11-24T17:30:00Z,FR\nb,2026-11-24T10:00:00Z,FR\nc,2026-11-25T09:00:00Z,FR\n',
    )
    const { rows, summary } = await route(leads, ...day)
    assert.deepEqual(
      rows.map((row) => row.outcome),
      ['held', 'held', 'assigned'],
    )
    assert.deepEqual([summary.decidedAt.outOfOrder, summary.decidedAt.outOfOrderLine], [1, 3])
    const { stderr } = await runCommand(['route', leads, ...day])
    assert.match(stderr, /^ {2}1 lead is earlier than one above, on line 3; decided when that one was$/m)
  })

  test('rejects rows that name no instant', async () => {
    const leads = files.write('gaps.csv', 'id,Created At,country\na,,FR\nb,yesterday,FR\nc,2026-11-24T10:00:00Z,FR\n')
    const { rows, code } = await route(leads, ...day)
    assert.deepEqual(
      rows.map(({ outcome, reason }) => [outcome, reason]),
      [
        ['unreadable', 'has no instant under Created At'],
        ['unreadable', 'has what is no RFC 3339 instant under Created At'],
        ['assigned', 'pool'],
      ],
    )
    assert.equal(code, 1)
  })

  test('reads objects too, and a column that feeds a field', async () => {
    const text = smallPolicy.replace('fields:\n', 'fields:\n  created_at: { type: date }\n')
    const dated = files.write('dated.yaml', text)
    const lines = [{ id: 'a', 'Created At': '2026-11-24T10:00:00Z' }, { id: 'b' }].map((lead) => JSON.stringify(lead))
    const leads = files.write('day.ndjson', lines.join('\n'))
    const { rows } = await route(leads, '--policy', dated, '--roster', dayRoster, '--at-column', 'Created At')
    assert.deepEqual(
      rows.map((row) => row.outcome),
      ['assigned', 'unreadable'],
    )
  })

  test('is explained as it was routed', async () => {
    const leads = files.path('mixed.csv')
    const run = await runCommand(['explain', leads, ...day, '--lead', 'b'])
    assert.match(run.stdout, /^b \(.*mixed\.csv:3\), decided after the 1 lead before it, at 2026-11-24T17:30:00Z\nheld/)
    const alone = await runCommand(['explain', leads, ...day, '--lead', 'b', '--alone'])
    assert.match(alone.stdout, /, decided alone, at 2026-11-24T17:30:00Z\n/)
  })

  test('ends with 2 when there is no such column, or --at is given too', async () => {
    const leads = files.path('day.csv')
    const unknown = await runCommand(['route', leads, ...world, '--at-column', 'Creatd At'])
    assert.equal(unknown.code, 2)
    assert.match(unknown.stderr, /--at-column: The file has no column Creatd At\.\n.*Did you mean Created At\?/)
    const twice = await runCommand(['route', leads, ...world, ...atNine, '--at-column', 'Created At'])
    assert.equal(twice.code, 2)
    assert.match(twice.stderr, /told twice/)
  })
})
