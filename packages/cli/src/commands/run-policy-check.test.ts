import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createSmallFiles, exampleFile, smallPolicy, twoPeople } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'

const files = createSmallFiles()
after(files.remove)

const policy = files.write('policy.yaml', smallPolicy)
const roster = files.write('roster.yaml', twoPeople)
/** Its second route can never be taken. */
const shadowed = files.write(
  'shadowed.yaml',
  smallPolicy.replace(
    '  - id: rest\n',
    '  - id: never\n    when: country == "DE" && employees > 200\n    to: [pool: desk]\n  - id: rest\n',
  ),
)
const failing = files.write('failing.yaml', smallPolicy.replace('pool: vip }', 'pool: desk }'))

describe('policy check', () => {
  test('ends with 0 and says what was looked at where nothing is wrong', async () => {
    const run = await runCommand(['policy', 'check', policy, '--roster', roster])
    assert.equal(run.code, 0, run.stdout)
    assert.match(run.stdout, /no problems: 2 rules checked, 1 test, \d+\.\d\d s\n$/)
    assert.equal(run.stderr, '')
  })

  test('prints every problem with its place, its line and how to mend it', async () => {
    const run = await runCommand(['policy', 'check', shadowed])
    assert.match(run.stdout, /shadowed\.yaml:\d+:\d+: \w+: .*`never`.*`large`.* \[check_\w+\]\n +\d+ \|/)
    assert.match(run.stdout, /\n {2}hint: /)
    assert.match(run.stdout, /: 3 rules checked, 1 test, /)
  })

  test('ends with 1 on an error, and with --strict on a warning', async () => {
    assert.equal((await runCommand(['policy', 'check', failing])).code, 1)
    const counts = JSON.parse((await runCommand(['policy', 'check', shadowed, '--json'])).stdout).counts
    const lenient = await runCommand(['policy', 'check', shadowed])
    const strict = await runCommand(['policy', 'check', shadowed, '--strict'])
    assert.equal(lenient.code, counts.error > 0 ? 1 : 0)
    assert.equal(strict.code, 1)
  })

  test('with a roster finds pools that do not exist', async () => {
    const small = files.write('one.yaml', twoPeople.replace(/ {2}- \{ id: vip.*\n/, ''))
    const run = await runCommand(['policy', 'check', policy, '--roster', small])
    assert.equal(run.code, 1)
    assert.match(run.stdout, /policy\.yaml:8:\d+: error: .*`vip`/)
  })

  test('with accounts finds owners that do not exist', async () => {
    const accounts = files.write('accounts.csv', 'id,name,owner\nacc-1,Acme,zed\n')
    const owned = smallPolicy.replace('to: [pool: desk]', 'to: [bound: account.owner, pool: desk]')
    const path = files.write('owned.yaml', owned)
    const run = await runCommand(['policy', 'check', path, '--roster', roster, '--accounts', accounts])
    assert.match(run.stdout, /accounts\.csv:1:1: warning: 1 account belongs to people who are not in the roster.*`zed`/)
  })

  test('looks at the shifts of the week asked for', async () => {
    const office = twoPeople.replaceAll(
      'zone: Europe/Berlin',
      'zone: Europe/Berlin, holidays: DE, hours: { mon-fri: ["09:00-17:00"] }',
    )
    const path = files.write('office.yaml', office)
    const usual = await runCommand(['policy', 'check', policy, '--roster', path])
    assert.match(usual.stdout, /notice: Nobody of the pool `desk` is on shift .*Fri 17:00–Mon 09:00/)
    const christmas = await runCommand(['policy', 'check', policy, '--roster', path, '--week-of', '2026-12-24'])
    assert.match(christmas.stdout, /Thu 17:00–Sun 24:00.*week of 2026-12-21/)
  })

  test('of a policy that cannot be parsed tells that, and checks no further', async () => {
    const path = files.write('broken.yaml', smallPolicy.replace('country == "DE"', 'contry == "DE"'))
    const run = await runCommand(['policy', 'check', path, '--roster', roster])
    assert.equal(run.code, 1)
    assert.match(run.stdout, /broken\.yaml:7:11: error: .*contry/)
    assert.match(run.stdout, /1 error: nothing more was checked/)
    const json = JSON.parse((await runCommand(['policy', 'check', path, '--json'])).stdout)
    assert.deepEqual([json.counts.error, json.figures, json.uncovered], [1, null, null])
  })

  test('gives problems and figures as data', async () => {
    const run = await runCommand(['policy', 'check', failing, '--json'])
    const { problems, counts, figures, uncovered, seconds } = JSON.parse(run.stdout)
    assert.deepEqual([counts.error, figures.rules, figures.tests, figures.failedTests], [1, 2, 1, 1])
    assert.deepEqual(uncovered, [])
    assert.equal(problems[0].place.file, failing)
    assert.equal(typeof seconds, 'number')
  })

  test('reads the standard input', async () => {
    const run = await runCommand(['policy', 'check', '-'], smallPolicy)
    assert.equal(run.code, 0, run.stdout)
  })

  test('of a file that is not there ends with 2', async () => {
    const run = await runCommand(['policy', 'check', files.path('none.yaml')])
    assert.deepEqual([run.code, run.stdout], [2, ''])
    assert.match(run.stderr, /none\.yaml: There is no such file/)
  })
})

describe('the bundled example', () => {
  test('has nothing but notices', async () => {
    const args = [
      exampleFile('policy.yaml'),
      '--roster',
      exampleFile('roster.yaml'),
      '--accounts',
      exampleFile('accounts.csv'),
    ]
    const run = await runCommand(['policy', 'check', ...args, '--strict', '--json'])
    assert.equal(run.code, 0, run.stdout)
    const { figures } = JSON.parse(run.stdout)
    assert.equal(figures.undecidedRules, 0)
  })
})
