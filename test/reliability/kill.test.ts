import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { embeddedFaults, playEmbeddedRounds } from './processes/play-embedded-rounds.ts'
import { quickFaults, slowFaults } from './processes/fleet-faults.ts'
import { playRounds, type RoundReport } from './processes/play-rounds.ts'

// A few of the faults with every change; all of them, again and again, by `npm run reliability -- --rounds`.
const isLong = process.env.RIGHTFUL_LONG === '1'
const seed = Number(process.env.RIGHTFUL_SEED ?? 1)
const everyFault = [...Object.keys(quickFaults), ...Object.keys(slowFaults)]
const someFaults = ['kill -9 of a node', 'connections cut at COMMIT', 'kill -9 of the database']

function assertKept(reports: readonly RoundReport[]): void {
  const broken = reports.flatMap(({ seed: of, faults, violations }) =>
    violations.map((violation) => `seed ${of}, ${faults.join('; ')}: ${violation}`),
  )
  assert.deepEqual(broken, [])
  assert.ok(
    reports.every(({ acknowledged }) => acknowledged > 0),
    'leads were taken in every round',
  )
}

describe('what was acknowledged is there, once, and every law holds', () => {
  const faults = isLong ? everyFault : someFaults
  test(`on PostgreSQL with two nodes, after each of: ${faults.join('; ')}`, async () => {
    assertKept(await playRounds({ firstSeed: seed, count: faults.length, faults }))
  })

  const kills = isLong ? embeddedFaults : ['kill -9 of both']
  test(`on the embedded database, after each of: ${kills.join('; ')}`, async () => {
    assertKept(await playEmbeddedRounds({ firstSeed: seed, count: kills.length, faults: kills }))
  })
})
