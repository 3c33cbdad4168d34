import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../platform/ids/new-id.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { claimDue, type ClaimedRow } from './claim-queries.ts'
import { settleDelivery } from './settle-delivery.ts'
import { openOutbox, type TestOutbox } from './testing/open-outbox.ts'

const isLong = process.env.RIGHTFUL_LONG === '1'
const LEADS = 3

/** One thing that happens; `pick` chooses among what is under way. */
const step = (isStopping: boolean) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('tell'), lead: fc.nat(LEADS - 1), pick: fc.nat(9) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('claim'), lead: fc.integer({ min: 1, max: 4 }), pick: fc.nat(9) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constantFrom('arrive', 'succeed', 'fail', 'crash', 'pass', ...(isStopping ? ['stop', 'wake'] : [])),
        lead: fc.nat(LEADS - 1),
        pick: fc.nat(9),
      }),
    },
  )

/** A delivery in a sender's hands. */
type Sending = { readonly row: ClaimedRow; hasArrived: boolean }

/** The outbox of one destination, senders that do as they are told, and a receiver that notes what arrives. */
class World {
  readonly #outbox: TestOutbox
  readonly #destinationId: string
  readonly #leads = Array.from({ length: LEADS }, () => newId())
  readonly arrived = new Map<string, number[]>()
  readonly newest = new Map<string, number>()
  sending: Sending[] = []
  /** Stopped for longer than their claim; they do not know. */
  stopped: Sending[] = []

  constructor(outbox: TestOutbox, destinationId: string) {
    this.#outbox = outbox
    this.#destinationId = destinationId
  }

  async do({
    kind,
    lead,
    pick,
  }: {
    readonly kind: string
    readonly lead: number
    readonly pick: number
  }): Promise<void> {
    const chosen = this.sending[pick % Math.max(1, this.sending.length)]
    if (kind === 'tell') await this.#tell(this.#leads[lead] ?? '', pick)
    else if (kind === 'claim') await this.claim(lead)
    else if (kind === 'pass') await this.#passTime()
    else if (kind === 'wake') await this.#wake(pick)
    else if (chosen === undefined) return
    else if (kind === 'arrive') this.#arrive(chosen)
    else if (kind === 'succeed') await this.succeed(chosen)
    else if (kind === 'fail') await this.#end(chosen, 'waiting')
    else if (kind === 'crash') await this.#lose(chosen)
    else if (kind === 'stop') {
      await this.#lose(chosen)
      this.stopped.push(chosen)
    }
  }

  async claim(limit: number): Promise<number> {
    const address = { workspaceId: this.#outbox.workspaceId, destinationId: this.#destinationId }
    const claim = await claimDeliveries(this.#outbox.db, address, limit)
    assert.ok(claim !== null, 'nobody else claims')
    for (const row of claim.rows) this.sending.push({ row, hasArrived: false })
    const leads = this.sending.map(({ row }) => row.leadId)
    assert.equal(new Set(leads).size, leads.length, 'two of one lead are under way')
    return claim.rows.length
  }

  async succeed(sending: Sending): Promise<void> {
    if (!sending.hasArrived) this.#arrive(sending)
    await this.#end(sending, 'delivered')
  }

  /** Those that were stopped wake up, and all that waits is sent until nothing waits. */
  async drain(): Promise<void> {
    while (this.stopped.length > 0) await this.#wake(0)
    for (let round = 0; round < 100; round += 1) {
      for (const sending of this.sending) await this.succeed(sending)
      await this.#passTime()
      await this.#expire()
      if ((await this.claim(8)) === 0) return
    }
    assert.fail('it does not drain')
  }

  async #tell(leadId: string, pick: number): Promise<void> {
    const kind = ['lead.assigned', 'lead.reassigned', 'lead.held', 'lead.touched'][pick % 4] ?? ''
    const version = await this.#outbox.tell({ kind, leadId, ownerId: null }, [this.#destinationId])
    if (kind !== 'lead.touched') this.newest.set(leadId, version)
  }

  #arrive(sending: Sending): void {
    sending.hasArrived = true
    const { leadId, kind, version } = sending.row
    if (leadId === null || kind === 'lead.touched') return
    this.arrived.set(leadId, [...(this.arrived.get(leadId) ?? []), version])
  }

  async #end(sending: Sending, state: 'delivered' | 'waiting'): Promise<void> {
    this.sending = this.sending.filter((other) => other !== sending)
    await this.#settle(sending, state)
  }

  async #settle({ row }: Sending, state: 'delivered' | 'waiting'): Promise<void> {
    const { db, workspaceId } = this.#outbox
    const settlement = state === 'delivered' ? { state, error: null } : { state, error: 'failed', delayMs: 3_600_000 }
    await settleDelivery(db, { workspaceId, destinationId: this.#destinationId, ...row }, settlement)
  }

  /** A sender goes on where it was stopped, and does not know how late it is. */
  async #wake(pick: number): Promise<void> {
    const sending = this.stopped[pick % Math.max(1, this.stopped.length)]
    if (sending === undefined) return
    this.stopped = this.stopped.filter((other) => other !== sending)
    this.#arrive(sending)
    await this.#settle(sending, 'delivered')
  }

  /** The sender is no more, or sleeps: its claim runs out. */
  async #lose(sending: Sending): Promise<void> {
    this.sending = this.sending.filter((other) => other !== sending)
    await this.#outbox.db.execute(
      `update outbox set claimed_until = now() - interval '1 second', next_at = now() - interval '1 second'
        where workspace_id = $1 and destination_id = $2 and version = $3 and generation = $4 and claimed_until is not null`,
      [this.#outbox.workspaceId, this.#destinationId, sending.row.version, sending.row.generation],
    )
  }

  /** All that waits and is in nobody's hands becomes due. */
  async #passTime(): Promise<void> {
    await this.#outbox.db.execute(
      `update outbox set next_at = now()
        where workspace_id = $1 and destination_id = $2 and next_at > now() and (claimed_until is null or claimed_until <= now())`,
      [this.#outbox.workspaceId, this.#destinationId],
    )
  }

  /** With nobody sending any more, every claim runs out. */
  async #expire(): Promise<void> {
    assert.equal(this.sending.length, 0)
    await this.#outbox.passTime(this.#destinationId)
  }
}

describe('of the events about a lead’s owner', () => {
  let outbox: TestOutbox
  before(async () => (outbox = await openOutbox()))
  after(() => outbox.close())

  const play = async (steps: readonly { kind: string; lead: number; pick: number }[]): Promise<World> => {
    const world = new World(outbox, await outbox.addDestination({ kind: 'webhook', url: 'https://receiver.example/' }))
    for (const one of steps) await world.do(one)
    await world.drain()
    return world
  }

  test('a destination never gets an older one after a newer one, whatever fails, is retried or dies', async () => {
    const histories = fc.array(step(false), { minLength: 5, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { arrived, newest } = await play(steps)
        for (const versions of arrived.values())
          assert.deepEqual(
            versions,
            versions.toSorted((a, b) => a - b),
          )
        for (const [leadId, version] of newest) assert.equal(arrived.get(leadId)?.at(-1), version)
      }),
      { numRuns: isLong ? 1000 : 25 },
    )
  })

  test('the newest is the last even when a sender sleeps past its claim and sends what is long out of date', async () => {
    const histories = fc.array(step(true), { minLength: 10, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { arrived, newest } = await play(steps)
        for (const [leadId, version] of newest) assert.equal(arrived.get(leadId)?.at(-1), version)
      }),
      { numRuns: isLong ? 1000 : 25 },
    )
  })

  test('the newest is sent again when a sleeper woke while it was under way, since nobody knows which came first', async () => {
    const kinds = ['tell', 'claim', 'stop', 'tell', 'claim', 'arrive', 'wake', 'succeed']
    const { arrived, newest } = await play(kinds.map((kind) => ({ kind, lead: kind === 'claim' ? 4 : 0, pick: 0 })))
    const [[leadId, version] = ['', 0]] = newest
    assert.deepEqual(arrived.get(leadId), [version, version - 1, version])
  })

  test('an older one is not claimed even where nobody had superseded it', async () => {
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: 'https://receiver.example/' })
    const leadId = newId()
    await outbox.tell({ kind: 'lead.assigned', leadId }, [destinationId])
    const newer = await outbox.tell({ kind: 'lead.held', leadId }, [destinationId])
    const address = { workspaceId: outbox.workspaceId, destinationId }
    const rows = await claimDue(outbox.db, address, { limit: 8, leaseMs: 1000 })
    assert.deepEqual(
      rows.map(({ version }) => version),
      [newer],
    )
  })

  test('one that waits for its next attempt is superseded by a newer one at once', async () => {
    const destinationId = await outbox.addDestination({ kind: 'webhook', url: 'https://receiver.example/' })
    const leadId = newId()
    const address = { workspaceId: outbox.workspaceId, destinationId }
    await outbox.tell({ kind: 'lead.assigned', leadId, ownerId: 'ada' }, [destinationId])
    const first = await claimDeliveries(outbox.db, address, 8)
    const [row] = first?.rows ?? []
    assert.ok(row !== undefined)
    await settleDelivery(
      outbox.db,
      { ...address, ...row },
      { state: 'waiting', error: 'answered 500', delayMs: 60_000 },
    )
    await outbox.tell({ kind: 'lead.touched', leadId, ownerId: 'ada' }, [destinationId])
    await outbox.tell({ kind: 'lead.reassigned', leadId, ownerId: 'ben' }, [destinationId])
    const second = await claimDeliveries(outbox.db, address, 8)
    assert.equal(second?.supersededCount, 1)
    assert.deepEqual(
      (await outbox.rowsOf(destinationId)).map(({ state, attempts }) => [state, attempts]),
      [
        ['superseded', 1],
        ['waiting', 1],
        ['waiting', 0],
      ],
    )
  })
})
