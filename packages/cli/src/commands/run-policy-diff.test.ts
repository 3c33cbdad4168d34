import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createSmallFiles, exampleFile, smallPolicy, twoPeople } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'

const files = createSmallFiles()
after(files.remove)

const before = files.write('before.yaml', smallPolicy)
const next = files.write(
  'after.yaml',
  smallPolicy.replace('employees >= 100', 'employees >= 10').replace('to: [pool: desk]', 'to: [hold: triage]'),
)
const roster = files.write('roster.yaml', twoPeople)
/** Two large, two middling, two small. */
const leads = files.write(
  'leads.csv',
  'id,country,employees\na,DE,500\nb,DE,500\nc,DE,50\nd,DE,50\ne,FR,1\nf,FR,1\ng,FR\n',
)
const onLeads = ['--leads', leads, '--roster', roster, '--at', '2026-11-24T09:00:00Z']

describe('policy diff', () => {
  test('ends with 0 where two files mean the same', async () => {
    const relaid = files.write(
      'relaid.yaml',
      smallPolicy.replace('{ type: country }', '\n    type: country # where they are'),
    )
    const run = await runCommand(['policy', 'diff', before, relaid])
    assert.equal(run.code, 0, run.stdout)
    assert.match(run.stdout, /^small \(\w{7}\) → small \(\w{7}\): they mean the same\n$/)
  })

  test('says what changed, and ends with 1', async () => {
    const run = await runCommand(['policy', 'diff', before, next])
    assert.equal(run.code, 1)
    assert.match(run.stdout, /^small \(\w{7}\) → small \(\w{7}\): 2 changes\n/)
    assert.match(run.stdout, /Route large changed: when was .*>= 100, is .*>= 10\./)
  })

  test('with leads counts who gains, who loses, and what becomes of them', async () => {
    const run = await runCommand(['policy', 'diff', before, next, ...onLeads, '--json'])
    assert.equal(run.code, 1, run.stderr)
    const { changes, routing } = JSON.parse(run.stdout)
    assert.equal(changes.length, 2)
    assert.deepEqual([routing.leads, routing.unreadable], [6, 1])
    assert.equal(routing.fates.another_outcome, 2)
    assert.deepEqual(routing.outcomes, [
      { name: 'assigned', before: 6, after: 4 },
      { name: 'held', before: 0, after: 2 },
      { name: 'refused', before: 0, after: 0 },
    ])
    assert.deepEqual(routing.turns, [{ before: 'assigned', after: 'held', leads: 2 }])
    assert.deepEqual(routing.routes, [{ before: 'rest', after: 'large', leads: 2 }])
    // Four leads went round among two; two large ones and two that became large go to Ann.
    assert.deepEqual(
      routing.owners.map(({ name, before: was, after: is }: Record<string, unknown>) => [name, was, is]),
      [['bob', 2, 0]].concat([['ann', 4, 4]]).filter(([name]) => name === 'bob' || routing.owners.length > 1),
    )
    const text = await runCommand(['policy', 'diff', before, next, ...onLeads])
    assert.match(text.stdout, /^6 leads decided by both$/m)
    assert.match(text.stdout, /^ {2}assigned → held {2}2$/m)
    assert.match(text.stdout, /^ {2}bob +2 +0 +−2 +0 +2$/m)
    assert.match(text.stdout, /1 rows? could not be read/)
  })

  test('with leads finds no difference between a policy and itself', async () => {
    const example = exampleFile('policy.yaml')
    const args = [
      '--leads',
      exampleFile('leads.csv'),
      '--roster',
      exampleFile('roster.yaml'),
      '--at',
      '2026-11-24T09:00:00Z',
    ]
    const run = await runCommand(['policy', 'diff', example, example, ...args, '--json'])
    assert.equal(run.code, 0, run.stderr)
    const { routing } = JSON.parse(run.stdout)
    assert.deepEqual([routing.leads, routing.fates.same], [400, 400])
    assert.deepEqual([routing.turns, routing.routes, routing.owners], [[], [], []])
  })

  test('reads columns for the fields of either policy', async () => {
    const renamed = files.write('renamed.yaml', smallPolicy.replaceAll('employees', 'staff'))
    const both = files.write('both.csv', 'id,country,employees,staff\na,DE,500,1\n')
    const run = await runCommand(['policy', 'diff', before, renamed, ...onLeads.with(1, both), '--json'])
    assert.deepEqual(JSON.parse(run.stdout).routing.routes, [{ before: 'large', after: 'rest', leads: 1 }])
  })

  test('ends with 2 where it cannot tell', async () => {
    const broken = files.write('broken.yaml', 'policy: x\nrouts: []\n')
    const faulty = await runCommand(['policy', 'diff', before, broken])
    assert.deepEqual([faulty.code, faulty.stdout], [2, ''])
    assert.match(
      faulty.stderr,
      /broken\.yaml: The document has \d errors?\.\n {2}Only policies without errors can be compared/,
    )
    const alone = await runCommand(['policy', 'diff', before, next, '--leads', leads])
    assert.equal(alone.code, 2)
    assert.match(alone.stderr, /--leads: Leads are decided by a roster\.\n {2}Give --roster too/)
    assert.equal((await runCommand(['policy', 'diff', before, files.path('none.yaml')])).code, 2)
  })
})
