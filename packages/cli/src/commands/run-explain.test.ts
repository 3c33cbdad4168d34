import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { createSmallFiles, exampleFile, exampleWorld, smallPolicy, twoPeople } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'

const files = createSmallFiles()
after(files.remove)

const world = [
  '--policy',
  files.write('policy.yaml', smallPolicy),
  '--roster',
  files.write('roster.yaml', twoPeople),
  '--at',
  '2026-11-24T09:00:00Z',
]
const leads = files.write('leads.csv', 'id,country,employees\na,FR,5\nb,FR,5\nc,Germany,500\nd,,500\n')

type Told = {
  readonly at: string
  readonly leads: readonly {
    readonly lead: string
    readonly line: number
    readonly decidedBefore: number
    readonly decision: {
      readonly decisionId: string
      readonly detail: string
      readonly outcome: { readonly ownerId?: string; readonly poolId?: string | null }
    }
    readonly explanation: { readonly headline: string; readonly lines: readonly { readonly label: string }[] }
    readonly whyNot: readonly { readonly ownerId: string; readonly verdict: string; readonly sentence: string }[]
    readonly whatWouldChange: { readonly lead: readonly unknown[]; readonly roster: readonly unknown[] } | null
  }[]
}

async function explainAsJson(...args: readonly string[]): Promise<Told> {
  const run = await runCommand(['explain', ...args, '--json'])
  assert.equal(run.stderr, '')
  assert.equal(run.code, 0)
  return JSON.parse(run.stdout)
}

describe('explain', () => {
  test('says why not for a further role, and ends with 1 where the policy has no such role', async () => {
    const text = smallPolicy.replace('to: [pool: desk]', 'to: [pool: desk]\n    also: { sdr: [pool: desk] }')
    const policy = files.write('roles.yaml', text)
    const ask = (...role: readonly string[]) =>
      runCommand(['explain', leads, '-l', 'a', '-p', policy, '-r', files.path('roster.yaml'), ...role])
    const { stdout } = await ask('--role', 'sdr')
    const [, owner = '', sdr = ''] = /^assigned to (ann|bob)[^]*^  sdr +assigned to (ann|bob)/m.exec(stdout) ?? []
    assert.deepEqual(new Set([owner, sdr]), new Set(['ann', 'bob']))
    assert.match(stdout, new RegExp(`^  not ${owner} as sdr: already has another role on this lead\\.$`, 'm'))
    assert.doesNotMatch(stdout, new RegExp(`^  not ${sdr}`, 'm'))
    const unknown = await ask('--role', 'sder')
    assert.equal(unknown.code, 1)
    assert.match(unknown.stderr, /No route of the policy names a role sder\.\n {2}Did you mean sdr\?/)
  })

  test('says why, why not the others, and what would change it', async () => {
    const run = await runCommand(['explain', leads, '--lead', 'c', ...world])
    assert.equal(run.code, 0, run.stderr)
    const lines = run.stdout.split('\n')
    assert.equal(lines[0], `c (${leads}:4), decided after the 2 leads before it, at 2026-11-24T09:00:00Z`)
    assert.match(lines[1] ?? '', /^assigned to ann, pool vip, by policy small \([0-9a-f]{7}\), route large$/)
    assert.match(run.stdout, /^ {2}lead {7}country DE \(given "Germany"\) · employees 500$/m)
    assert.match(run.stdout, /^ {2}routes {5}1 of 2 asked: large true$/m)
    assert.match(run.stdout, /^What would change it$/m)
    assert.match(run.stdout, /^ {2}if employees were 99 instead of 500: route rest, to pool desk$/m)
  })

  test('says it of each member of the pools that were asked, or of those named', async () => {
    const others = await runCommand(['explain', leads, '--lead', 'a', ...world])
    assert.match(others.stdout, /^Why not\n {2}not (ann|bob): eligible and level with/m)
    const named = await runCommand(['explain', leads, '--lead', 'c', '--not', 'bob', '--not', 'ann', ...world])
    assert.match(named.stdout, /^ {2}not bob: not a member of vip, the only pool that was asked\./m)
    assert.match(named.stdout, /^ {2}ann got this lead: assigned to ann, pool vip\.$/m)
  })

  test('decides the leads before the one asked for, unless it is to be decided alone', async () => {
    const [first, second] = (await explainAsJson(leads, '-l', 'a', '-l', 'b', ...world)).leads
    assert.deepEqual([first?.decidedBefore, second?.decidedBefore], [0, 1])
    // Of two equal members each gets one of two leads.
    const owners = [first, second].map((told) => told?.decision.outcome.ownerId)
    assert.deepEqual(new Set(owners), new Set(['ann', 'bob']))
    const alone = (await explainAsJson(leads, '-l', 'b', '--alone', ...world)).leads
    assert.deepEqual([alone[0]?.decidedBefore, alone[0]?.line], [0, 3])
    const text = await runCommand(['explain', leads, '-l', 'b', '--alone', ...world])
    assert.match(text.stdout, /decided alone/)
  })

  test('gives the record and the answers as data', async () => {
    const told = await explainAsJson(leads, '--lead', 'a', ...world)
    assert.equal(told.at, '2026-11-24T09:00:00Z')
    const [lead] = told.leads
    assert.equal(lead?.decision.detail, 'full')
    assert.match(lead?.explanation.headline ?? '', /^assigned to/)
    assert.ok(lead?.explanation.lines.some(({ label }) => label === 'routes'))
    assert.deepEqual(
      lead?.whyNot.map(({ verdict }) => verdict),
      ['outranked'],
    )
    assert.ok((lead?.whatWouldChange?.lead.length ?? 0) > 0)
    const brief = await explainAsJson(leads, '--lead', 'a', '--no-what-would-change', ...world)
    assert.equal(brief.leads[0]?.whatWouldChange, null)
  })

  test('reads the standard input', async () => {
    const run = await runCommand(['explain', '-', '--lead', 'line-2', ...world], 'country\nFR\n')
    assert.match(run.stdout, /^line-2 \(standard input:2\), decided after the 0 leads before it/)
  })

  test('names the lead that was probably meant, and ends with 1', async () => {
    const many = files.write('many.csv', `id,country\n${'x-1,FR\n'.repeat(5000)}lead-17,DE\n${'y-2,FR\n'.repeat(5000)}`)
    const run = await runCommand(['explain', many, '--lead', 'laed-17', ...world])
    assert.equal(run.code, 1)
    assert.equal(run.stdout, '')
    assert.match(run.stderr, /No lead laed-17 among the 10,001 leads of this file\.\n {2}Did you mean lead-17\?/)
    const far = await runCommand(['explain', leads, '--lead', 'L-999999', ...world])
    assert.match(far.stderr, /by its line, as line-7/)
  })

  test('names the owner that was probably meant', async () => {
    const run = await runCommand(['explain', leads, '--lead', 'a', '--not', 'anna', ...world])
    assert.equal(run.code, 1)
    assert.match(run.stderr, /roster\.yaml: The roster has no owner anna\.\n {2}Did you mean ann\?/)
  })

  test('of a file that is not there, of a policy that cannot be read, and of files in the wrong place', async () => {
    const missing = await runCommand(['explain', files.path('none.csv'), '--lead', 'a', ...world])
    assert.deepEqual([missing.code, missing.stdout], [2, ''])
    assert.match(missing.stderr, /none\.csv: There is no such file/)
    const faulty = files.write('faulty.yaml', smallPolicy.replace('country == "DE"', 'contry == "DE"'))
    const [, , ...roster] = world
    const unreadable = await runCommand(['explain', leads, '--lead', 'a', '--policy', faulty, ...roster])
    assert.deepEqual([unreadable.code, unreadable.stdout], [1, ''])
    assert.match(unreadable.stderr, /faulty\.yaml:7:11: error: .*contry/)
    const swapped = await runCommand(['explain', leads, '--lead', 'a', '-p', world[3] ?? '', '-r', world[1] ?? ''])
    assert.equal(swapped.code, 2)
    assert.match(swapped.stderr, /roster\.yaml: This is a roster, not a policy\./)
    const twice = await runCommand(['explain', '-', '--lead', 'a', '--policy', '-', ...roster], smallPolicy)
    assert.equal(twice.code, 2)
    assert.match(twice.stderr, /can be read only once/)
  })
})

describe('explaining the bundled example', () => {
  test('tells of every lead what route decides', async () => {
    const example = exampleFile('leads.csv')
    const routed = await runCommand(['route', example, ...exampleWorld, '--format', 'ndjson', '--quiet'])
    const rows = routed.stdout
      .trimEnd()
      .split('\n')
      .map((line): { readonly lead: string; readonly owner: string | null; readonly decision: string } =>
        JSON.parse(line),
      )
    const asked = rows.flatMap(({ lead }) => ['--lead', lead])
    const { leads } = await explainAsJson(
      example,
      ...asked,
      ...exampleWorld,
      '--no-what-would-change',
      '--not',
      'lena-vogt',
    )
    assert.deepEqual(
      leads.map(({ lead, decision }) => [lead, decision.outcome.ownerId ?? null, decision.decisionId]),
      rows.map(({ lead, owner, decision }) => [lead, owner, decision]),
    )
    assert.equal(readFileSync(example, 'utf8').trimEnd().split('\n').length, leads.length + 1)
  })

  test('answers every question about a lead of each outcome', async () => {
    const sample = ['lead-0001', 'lead-0003', 'lead-0018', 'lead-0048', 'lead-0100', 'lead-0300']
    const asked = sample.flatMap((lead) => ['--lead', lead])
    const { leads } = await explainAsJson(exampleFile('leads.csv'), ...asked, ...exampleWorld)
    assert.equal(leads.length, sample.length)
    for (const { whyNot, decision } of leads) {
      for (const { ownerId, sentence } of whyNot) {
        assert.notEqual(ownerId, decision.outcome.ownerId)
        assert.match(sentence, new RegExp(`^not ${ownerId}: `))
      }
    }
  })
})
