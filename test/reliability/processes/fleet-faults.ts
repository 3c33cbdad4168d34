import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '@rightful/engine/testing'
import type { Verdict } from '../../../packages/server/src/platform/db/testing/open-network.ts'
import type { Fleet, Place } from './fleet.ts'
import { lockAgainstOrder, lockDesks, refuseOldSnapshots, terminateBackends } from './queries.ts'

/** Something that happens to a fleet under load; it is over when the promise resolves, and what it struck down is up again. */
export type FleetFault = (fleet: Fleet, random: Random) => Promise<void>

/** What strikes within seconds. */
export const quickFaults = {
  'kill -9 of a node': async (fleet, random) => {
    await random.pick(fleet.places).node?.signal('SIGKILL')
    await fleet.startAll(random)
  },
  'kill -9 of all nodes': async (fleet, random) => {
    await Promise.all(fleet.places.map(async ({ node }) => node?.signal('SIGKILL')))
    await fleet.startAll(random)
  },
  'a node killed as it starts': async (fleet, random) => {
    const place = random.pick(fleet.places)
    await place.node?.signal('SIGKILL')
    const starting = fleet.startAll(random).catch(() => undefined)
    await sleep(random.below(1500))
    await place.node?.signal('SIGKILL')
    await starting
    await fleet.startAll(random)
  },
  'the database stopped at once': (fleet) => strikeServer(fleet, 'SIGQUIT'),
  'kill -9 of the database': (fleet) => strikeServer(fleet, 'SIGKILL'),
  'connections cut anywhere': (fleet, random) =>
    disturb(fleet, random, () => (random.chance(0.01) ? random.pick(['cut', 'pass and cut']) : 'pass')),
  'connections cut at COMMIT': (fleet, random) =>
    disturb(fleet, random, (sent) =>
      /\bcommit\b/.test(sent) && random.chance(0.3) ? random.pick(['cut', 'pass and cut']) : 'pass',
    ),
  'sessions ended by the server': async ({ db }, random) => {
    for (let count = 0; count < 5; count += 1) {
      await terminateBackends(db, random.next())
      await sleep(60)
    }
  },
  'a deadlock with another session': async ({ db }) => {
    await db.transaction((tx) => lockAgainstOrder(tx)).catch(() => undefined)
  },
  'desks held by another session': async ({ db }) => {
    await db.transaction(async (tx) => {
      await lockDesks(tx)
      await sleep(400)
    })
  },
  'serialisation failures': async (fleet, random) => {
    await refuseOldSnapshots(fleet.db, true)
    // Only new connections take it up.
    await terminateBackends(fleet.db, 1)
    await sleep(random.between(300, 800))
    await refuseOldSnapshots(fleet.db, false)
    await terminateBackends(fleet.db, 1)
  },
} as const satisfies Readonly<Record<string, FleetFault>>

/** What takes as long as a bound that it runs into: ten seconds for a session that is idle in its transaction, 35 for an answer. */
export const slowFaults = {
  'a node stopped past its leases and woken': async (fleet, random) => {
    const { node } = random.pick(fleet.places)
    await node?.signal('SIGSTOP')
    await sleep(12_000)
    await node?.signal('SIGCONT')
  },
  'a connection half open': async (fleet, random) => {
    const silent = random.pick(fleet.places)
    let left = 3
    silent.network.wire.seen = (sent) =>
      left > 0 && sent.includes('lock_desk') && (left -= 1) >= 0 ? 'silence' : 'pass'
    await sleep(38_000)
    silent.network.wire.seen = () => 'pass'
  },
} as const satisfies Readonly<Record<string, FleetFault>>

async function strikeServer(fleet: Fleet, signal: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
  process.kill(fleet.server.pid, signal)
  await sleep(50)
  await fleet.untilUp()
}

async function disturb(fleet: Fleet, random: Random, judge: (sent: string) => Verdict): Promise<void> {
  const places: readonly Place[] = random.chance(0.5) ? fleet.places : [random.pick(fleet.places)]
  for (const { network } of places) network.wire.seen = judge
  await sleep(random.between(200, 800))
  for (const { network } of places) network.wire.seen = () => 'pass'
}
