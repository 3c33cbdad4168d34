import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzServer } from './fuzz-server.ts'

test('whatever a server is asked, it answers, and never with a failure of its own', async (context) => {
  // So many are asked as time allows; each run of the suite asks the same ones.
  const report = await fuzzServer({ requests: 1500, seed: 20261125, withinMs: 3000 })
  if (!report.hasCollections)
    context.diagnostic('no ../shared/data/torture beside the checkout: our own naughty values alone were sent')
  assert.deepEqual(report.faults, [])
  assert.ok(
    report.sent > 50 && (report.byStatus['200'] ?? 0) > 0 && (report.byStatus['422'] ?? 0) > 0,
    JSON.stringify(report),
  )
})
