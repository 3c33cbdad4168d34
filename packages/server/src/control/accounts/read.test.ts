import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { endAccounts, insertAccounts } from './queries.ts'
import { followAccounts, type ReadyAccounts, readAccounts } from './read.ts'

let database: TestDatabase
before(async () => (database = await openTestDatabase()))
after(() => database.close())

/** Of a version: which accounts hold from it on, in a form with this number; without one they end. */
const edit = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.nat(3)), { maxKeys: 4 })

async function store(workspaceId: string, version: number, changes: Readonly<Record<string, number | null>>) {
  const step = { workspaceId, version, nowMs: version, changedBy: 'test' }
  const rows = Object.entries(changes).flatMap(([accountId, form]) =>
    form === null ? [] : [{ accountId, body: JSON.stringify({ id: accountId, name: `Form ${form}` }) }],
  )
  await endAccounts(database.database, step, Object.keys(changes))
  await insertAccounts(database.database, step, rows)
}

test('accounts that are followed from any version to any later one are those that are read anew', async () => {
  const plan = fc.tuple(fc.array(edit, { minLength: 2, maxLength: 6 }), fc.array(fc.nat(5), { maxLength: 4 }))
  await fc.assert(
    fc.asyncProperty(plan, async ([edits, stops]) => {
      const workspaceId = newId()
      for (const [at, changes] of edits.entries()) await store(workspaceId, at + 1, changes)
      const db = database.database
      let known: ReadyAccounts = await readAccounts(db, workspaceId, 0)
      // What an import has not finished yet lies above the version that holds, and must not be seen.
      for (const version of [...new Set(stops)]
        .sort((a, b) => a - b)
        .filter((stop) => stop > 0 && stop <= edits.length)) {
        known = await followAccounts(db, known, { workspaceId, version })
        const anew = await readAccounts(db, workspaceId, version)
        assert.deepEqual([known.version, known.index.list()], [version, anew.index.list()])
      }
    }),
    { numRuns: 40 },
  )
})
