import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ChangeAnswer, type ChangeDesk, type ChangeUser, openChangeDesk } from '../../testing/open-change-desk.ts'
import { editRoster } from '../people/edit-roster.ts'
import { recordIdOf } from '../people/record-id.ts'
import { lockDesk } from '../workspaces/read.ts'
import { replaceRules } from './review-queries.ts'
import { carryOutDue } from './worker.ts'

let desk: ChangeDesk
let ada: ChangeUser
let ben: ChangeUser
let owner: ChangeUser
before(async () => {
  desk = await openChangeDesk()
  ada = await desk.addUser('sales_ops')
  ben = await desk.addUser('marketing_ops')
  owner = await desk.addUser('owner')
})
after(() => desk.close())

async function take(by: ChangeUser, path: string, body: unknown = {}): Promise<ChangeAnswer> {
  const answer = await by.call('POST', path, body)
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  return answer.body
}

async function approved(edit: (text: string) => string): Promise<ChangeAnswer> {
  const drafted = await take(ada, '/v1/changes', { title: 'Planned', document: edit(await desk.activeText()) })
  const path = `/v1/changes/${drafted.change_id}`
  await take(ada, `${path}/submit`)
  return take(ben, `${path}/approve`, { content_hash: drafted.content_hash })
}

/** A change that takes effect at once, and for a time. */
async function scheduled(edit: (text: string) => string, to?: string): Promise<ChangeAnswer> {
  const { change_id: changeId } = await approved(edit)
  return take(ada, `/v1/changes/${changeId}/schedule`, { zone: 'Europe/Berlin', ...(to === undefined ? {} : { to }) })
}

/** Waits until a transaction waits for another, which is how taking the desk waits. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await desk.db.query<{ readonly isWaiting: boolean }>(
      `select exists (select 1 from pg_stat_activity
                       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0) as "isWaiting"`,
    )
    if (row?.isWaiting) return
  }
}

async function now(change: ChangeAnswer): Promise<ChangeAnswer> {
  return (await ada.call('GET', `/v1/changes/${change.change_id}`)).body
}

const turn = (node = 'one'): Promise<void> =>
  carryOutDue(
    {
      db: desk.db,
      node,
      workspaces: () => Promise.resolve([desk.workspaceId]),
      onError: ({ error }) => {
        throw error
      },
    },
    desk.workspaceId,
  )

/** Puts the end of a change into the past, as time does. */
async function endNow(change: ChangeAnswer): Promise<void> {
  await desk.db.execute(`update change_request set ends_at = clock_timestamp() where change_request.change_id = $1`, [
    change.change_id,
  ])
}

const hold = (queue: string) => (text: string) => text.replace(/hold: [a-z]+/, `hold: ${queue}`)
const employees = (min: number) => (text: string) => text.replace(/min: \d+/, `min: ${min}`)

describe('a change that is due', () => {
  test('becomes active once, whichever node is first', async () => {
    const was = await desk.activeVersion()
    const change = await scheduled(hold('a'))
    await Promise.all([turn('one'), turn('two'), turn('three')])
    await turn()
    assert.equal((await now(change)).state, 'active')
    assert.equal(await desk.activeVersion(), was + 1)
  })

  test('goes back to the version before when its time is over, as a new version', async () => {
    const text = await desk.activeText()
    const change = await scheduled(hold('holidays'), '2999-01-01T00:00')
    await turn()
    const active = await desk.activeVersion()
    assert.notEqual(await desk.activeText(), text)
    await turn()
    await endNow(change)
    await turn()
    assert.equal((await now(change)).state, 'superseded')
    assert.equal(await desk.activeVersion(), active + 1)
    assert.equal(await desk.activeText(), text)
  })

  test('is suspended with the reason when the roster no longer has what it names', async () => {
    const edit = (changes: Parameters<typeof editRoster>[1]['plan']): Promise<unknown> =>
      editRoster(desk.db, { workspaceId: desk.workspaceId, by: 'test', plan: changes })
    const lent = recordIdOf('lent')
    await edit(() => [{ kind: 'pool', recordId: lent, body: {} }])
    await edit(() => [{ kind: 'member', recordId: recordIdOf('lent', 'ada'), body: {} }])
    const change = await scheduled((text) => text.replace(/to: \[hold: [a-z]+\]/, 'to: [pool: lent]'))
    await edit(() => [
      { kind: 'member', recordId: recordIdOf('lent', 'ada'), body: null },
      { kind: 'pool', recordId: lent, body: null },
    ])
    await turn()
    const suspended = await now(change)
    assert.equal(suspended.state, 'suspended')
    assert.match(suspended.reason ?? '', /The policy has errors\..*lent/)
  })

  test('is suspended where another version became active meanwhile, and says so', async () => {
    const [first, second] = [await scheduled(hold('b')), await scheduled(employees(3))]
    await turn()
    assert.equal((await now(first)).state, 'active')
    const suspended = await now(second)
    assert.equal(suspended.state, 'suspended')
    assert.match(suspended.reason ?? '', /Another version of the policy became active/)
  })

  test('is merged where the rules of review allow it and nothing is in conflict', async () => {
    await owner.call('PUT', '/v1/review-rules', { rules: [], merges: 'activate' })
    const [first, second, third] = [
      await scheduled(hold('c')),
      await scheduled(employees(4)),
      await scheduled(hold('d')),
    ]
    await turn()
    const states = [await now(first), await now(second), await now(third)].map(({ state }) => state)
    assert.deepEqual(states, ['superseded', 'active', 'suspended'])
    const text = await desk.activeText()
    assert.match(text, /hold: c/)
    assert.match(text, /min: 4/)
    await owner.call('PUT', '/v1/review-rules', { rules: [] })
  })

  test('is refused, not lost, where merging was forbidden while it waited for its turn', async () => {
    await owner.call('PUT', '/v1/review-rules', { rules: [], merges: 'activate' })
    const [first, second] = [await approved(hold('f')), await approved(employees(6))]
    await take(ada, `/v1/changes/${first.change_id}/apply`)
    const { applied } = await desk.db.transaction(async (tx) => {
      await lockDesk(tx, desk.workspaceId)
      const applied = ada.call('POST', `/v1/changes/${second.change_id}/apply`, {})
      await untilSomebodyWaits()
      await replaceRules(tx, desk.workspaceId, { rules: [], merges: 'review' })
      return { applied }
    })
    const { status, body } = await applied
    assert.deepEqual([status, body.code], [409, 'change_outdated'])
    assert.equal((await now(second)).state, 'approved')
  })

  test('that ends after another became active is taken out of it by a change to be approved', async () => {
    const first = await scheduled(hold('e'), '2999-01-01T00:00')
    await turn()
    const second = await scheduled(employees(5))
    await turn()
    await endNow(first)
    await turn()
    const { body } = await ada.call('GET', '/v1/changes?state=in_review')
    const [proposed] = JSON.parse(JSON.stringify(body)).data
    assert.match(proposed.title, /^Take back: /)
    await take(ben, `/v1/changes/${proposed.change_id}/approve`, { content_hash: proposed.content_hash })
    await take(ada, `/v1/changes/${proposed.change_id}/apply`)
    assert.equal((await now(second)).state, 'superseded')
    const text = await desk.activeText()
    assert.doesNotMatch(text, /hold: e\b/)
    assert.match(text, /min: 5/)
  })
})
