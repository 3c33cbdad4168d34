import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { playHistories } from './histories/play-histories.ts'

/** 100,000 in the long form; the check run plays 2,000. */
const count = Number(process.env.RIGHTFUL_TEST_HISTORIES ?? (process.env.RIGHTFUL_LONG === '1' ? 100_000 : 40))
const firstSeed = Number(process.env.RIGHTFUL_SEED ?? 1)

let opened: TestDatabase
before(async () => (opened = await openTestDatabase({ poolMax: 16 })))
after(() => opened.close())

test(`${count} random histories with faults break no law, from seed ${firstSeed} on`, async (t) => {
  const summary = await playHistories(opened.database, { firstSeed, count, failuresMax: 5 })
  t.diagnostic(
    `${summary.histories} histories: ${summary.sent} commands, ${summary.acknowledged} acknowledged, ` +
      `${summary.faults} faults, ${summary.versions} batches, ${summary.decisions} decisions`,
  )
  // In short as well: a log that is cut, or searched for lines such as this, still says which law was broken.
  for (const { seed, violations } of summary.failures) t.diagnostic(`seed ${seed}: ${violations[0]?.slice(0, 300)}`)
  const failures = summary.failures.map(({ seed, violations, faults }) => {
    const again = `RIGHTFUL_SEED=${seed} RIGHTFUL_TEST_HISTORIES=1 npm test -- reliability/histories`
    return [`seed ${seed} (${again})`, ...faults.map((fault) => `fault: ${fault}`), ...violations].join('\n  ')
  })
  assert.deepEqual(failures, [])
  assert.equal(summary.histories, count)
  assert.ok(count < 40 || (summary.faults > count / 2 && summary.acknowledged > 5 * count), 'too little happened')
})
