import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { roleNames, roles } from '@rightful/contract'
import fc from 'fast-check'
import { type ChangeAnswer, type ChangeDesk, type ChangeUser, openChangeDesk } from '../../testing/open-change-desk.ts'

let desk: ChangeDesk
let ada: ChangeUser
let owner: ChangeUser
before(async () => {
  desk = await openChangeDesk()
  ada = await desk.addUser('sales_ops')
  owner = await desk.addUser('owner')
})
after(() => desk.close())

type Act = { readonly who: number; readonly what: string }

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    who: fc.nat(4),
    what: fc.constantFrom(
      'submit',
      'approve',
      'approve',
      'approve',
      'edit',
      'apply',
      'apply',
      'schedule',
      'reject',
      'rebase',
      'demote',
    ),
  }),
  { minLength: 6, maxLength: 22 },
)
const roleSets = fc.array(fc.subarray([...roleNames], { minLength: 1 }), { minLength: 5, maxLength: 5 })

describe('whatever roles people have and whatever they do', () => {
  // Told by the history of what was done alone, not by how the service counts.
  test('no change is active with fewer approvers than are required, who approve that very text and wrote none of it', async () => {
    let activeCount = 0
    await fc.assert(
      fc.asyncProperty(roleSets, acts, fc.integer({ min: 1, max: 3 }), async (sets, sequence, needed) => {
        await owner.call('PUT', '/v1/review-rules', { rules: [{ part: 'all', approvals: needed }] })
        const people = await Promise.all(sets.map((names) => desk.addUser(...names)))
        const may = sets.map((names) => names.flatMap((name): readonly string[] => roles[name].scopes))
        const canApprove = may.map((scopes) => scopes.includes('policies:approve') || scopes.includes('admin'))
        const change = await desk.draft(ada)
        const path = `/v1/changes/${change.change_id}`
        const authors = new Set([ada.userId])
        let text = change.content_hash
        let approvers = new Set<number>()
        for (const { who, what } of [{ who: 0, what: 'submit' }, ...sequence]) {
          const person = people[who]
          assert.ok(person !== undefined)
          const { status, body } = await act(person, { what, path, text })
          if (status >= 300) continue
          if (what === 'edit' || what === 'rebase') authors.add(person.userId)
          if (what === 'edit' || what === 'rebase') approvers = new Set()
          if (what === 'approve') approvers.add(who)
          if (what === 'demote') canApprove[who] = false
          text = body.content_hash ?? text
          if (body.state !== 'active') continue
          activeCount += 1
          const counting = [...approvers].filter((one) => canApprove[one] && !authors.has(people[one]?.userId ?? ''))
          assert.ok(counting.length >= needed, `${counting.length} of ${needed}`)
          break
        }
      }),
      { numRuns: 40, seed: 20261125 },
    )
    assert.ok(activeCount >= 2, `${activeCount} changes became active: too few to say anything`)
  })
})

async function act(
  person: ChangeUser,
  { what, path, text }: { readonly what: string; readonly path: string; readonly text: string },
): Promise<{ readonly status: number; readonly body: ChangeAnswer }> {
  switch (what) {
    case 'approve':
      return person.call('POST', `${path}/approve`, { content_hash: text })
    case 'edit':
      return person.call('PATCH', path, { document: await desk.nextText() })
    case 'schedule':
      return person.call('POST', `${path}/schedule`, { zone: 'UTC', from: '2999-01-01T00:00' })
    case 'reject':
      return person.call('POST', `${path}/reject`, { reason: 'No.' })
    case 'demote':
      return owner.call('PATCH', `/v1/users/${person.userId}`, { roles: ['viewer'] })
    default:
      return person.call('POST', `${path}/${what}`, {})
  }
}
