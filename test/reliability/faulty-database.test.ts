import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classifyDatabaseError } from '../../packages/server/src/platform/db/classify-database-error.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import type { FaultSource, StatementFault } from './histories/fault-source.ts'
import { faultyDatabase } from './histories/faulty-database.ts'
import { createVirtualClock } from './histories/virtual-clock.ts'

let opened: TestDatabase
before(async () => (opened = await openTestDatabase()))
after(() => opened.close())

const passing: readonly StatementFault[] = [
  { kind: 'cut', when: 'before' },
  { kind: 'cut', when: 'after' },
  { kind: 'refused', sqlState: '40P01' },
]

for (const fault of passing) {
  test(`what struck a statement that nobody waits for is told, not what was refused for it: ${JSON.stringify(fault)}`, async () => {
    const calm = { atCommit: () => null, stop: () => undefined, dealt: [] }
    const faults: FaultSource = { ...calm, atStatement: (point) => (point === 'rows' ? fault : null) }
    const db = faultyDatabase(opened.database, { clock: createVirtualClock(0), faults, adrift: [] })
    // As a batch is written that wakes held leads: its rows go out, and others behind them are waited for.
    const written = db.transaction(async (tx) => {
      const rows = tx.execute({ name: 'rows_of_nothing', text: 'select 1' })
      rows.catch(() => undefined)
      await tx.query('select 2')
      await tx.query('select 3')
    })
    await assert.rejects(written, (error) => classifyDatabaseError(error).isTransient)
  })
}
