import { readDestination, type ReadyDestination } from '../../control/connections/read.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Outbound } from '../../platform/outbound/create-outbound.ts'
import { type Claim, claimDeliveries } from './claim-deliveries.ts'
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import { composeMessage } from './message.ts'
import type { ClaimedRow } from './claim-queries.ts'
import type { Address, Settlement } from './queries.ts'
import { retryDelayMs } from './retry-schedule.ts'
import { sendMessage } from './send-message.ts'
import type { SendOutcome } from './send-outcome.ts'
import { settleDelivery } from './settle-delivery.ts'

/** What a lane works with. */
export type LaneOptions = {
  readonly db: Database
  readonly outbound: Outbound
  readonly metrics: DeliveryMetrics
  /** Told once when a receiver says that it is gone: the destination is to be switched off. */
  readonly onGone: (address: Address) => Promise<void>
  readonly onError: (address: Address, error: unknown) => void
}

/** The way to one destination from this node: what goes there waits for nothing else. */
export type DestinationLane = {
  /** Claims and sends as much as may be under way, and goes on until nothing is due; returns at once. */
  readonly run: () => void
  /** Claims nothing any more and resolves when what is under way has ended. */
  readonly stop: () => Promise<void>
}

/** How many may be under way at once. Slack takes about one message a second. */
const CONCURRENCY = { webhook: 8, email: 4, slack: 1 } as const
/** Time that is left of a claim when the longest call is over, to note what came of it. */
const SETTLE_MS = 3000

/** Opens the way to a destination. */
export function createDestinationLane(address: Address, options: LaneOptions): DestinationLane {
  const lane = new Lane(address, options)
  return { run: () => lane.run(), stop: () => lane.stop() }
}

class Lane {
  readonly #address: Address
  readonly #options: LaneOptions
  readonly #breaker: CircuitBreaker = createCircuitBreaker()
  readonly #underWay = new Set<Promise<void>>()
  #filling: Promise<void> | null = null
  #isStopping = false
  #isWanted = false

  constructor(address: Address, options: LaneOptions) {
    this.#address = address
    this.#options = options
  }

  run(): void {
    this.#isWanted = true
    if (this.#filling === null) this.#filling = this.#fillWhileWanted()
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#filling
    await Promise.all(this.#underWay)
  }

  async #fillWhileWanted(): Promise<void> {
    while (this.#isWanted && !this.#isStopping) {
      this.#isWanted = false
      await this.#fill()
    }
    this.#filling = null
  }

  async #fill(): Promise<void> {
    const { db, metrics, onError } = this.#options
    try {
      const destination = await readDestination(db, this.#address.workspaceId, this.#address.destinationId)
      if (destination === null || !destination.isActive) return
      const countMax = this.#breaker.allowance(performance.now(), CONCURRENCY[destination.config.kind])
      const limit = countMax - this.#underWay.size
      if (limit <= 0) return
      const claim = await claimDeliveries(db, this.#address, limit)
      if (claim === null) return
      if (claim.supersededCount > 0) metrics.count(destination.config.kind, 'superseded', claim.supersededCount)
      for (const row of claim.rows) this.#start(this.#deliver(destination, row, claim))
    } catch (error) {
      onError(this.#address, error)
    }
  }

  #start(delivering: Promise<void>): void {
    const work = this.#follow(delivering)
    this.#underWay.add(work)
    void work.finally(() => {
      this.#underWay.delete(work)
      this.run()
    })
  }

  async #follow(delivering: Promise<void>): Promise<void> {
    try {
      await delivering
    } catch (error) {
      // Nothing was noted: the claim runs out, and the same message is sent again.
      this.#options.onError(this.#address, error)
    }
  }

  async #deliver(destination: ReadyDestination, row: ClaimedRow, claim: Claim): Promise<void> {
    const { db, outbound, metrics } = this.#options
    const { config } = destination
    const message = await composeMessage(db, row, { ...this.#address, includePerson: config.include_person })
    // A process that was stopped may wake up here much later, when the row is another's.
    if (performance.now() > claim.untilMs - outbound.totalTimeoutMs - SETTLE_MS) return
    const outcome = await sendMessage({ db, outbound, nowMs: claim.nowMs }, message, destination)
    this.#learn(outcome)
    const settlement = settlementOf(outcome, row.attempts)
    const isSettled = await settleDelivery(db, { ...this.#address, ...row }, settlement)
    metrics.count(config.kind, isSettled ? labelOf(outcome, settlement) : 'lost')
    if (outcome.kind === 'gone') await this.#options.onGone(this.#address)
  }

  #learn(outcome: SendOutcome): void {
    if (outcome.kind === 'delivered') this.#breaker.noteSuccess()
    if (outcome.kind === 'failed') this.#breaker.noteFailure(performance.now(), outcome.retryAfterMs)
  }
}

/** What is to be noted about a delivery after an attempt. */
export function settlementOf(outcome: SendOutcome, attempts: number): Settlement {
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered', error: null }
    case 'nobody':
      return { state: 'delivered', error: outcome.reason }
    case 'gone':
      return { state: 'failed', error: outcome.error }
    case 'failed': {
      const delayMs = retryDelayMs(attempts, outcome.retryAfterMs, Math.random())
      const { error } = outcome
      return delayMs === null ? { state: 'failed', error } : { state: 'waiting', error, delayMs }
    }
  }
}

function labelOf(outcome: SendOutcome, settlement: Settlement): string {
  if (outcome.kind !== 'failed') return outcome.kind
  return settlement.state === 'waiting' ? 'retried' : 'failed'
}
