import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { createOutbound, type OutboundOptions } from '../../../platform/outbound/create-outbound.ts'
import { type DeliveryOptions, startDeliveries } from '../start-deliveries.ts'
import type { OutboxRow, TestOutbox } from './open-outbox.ts'
import { openReceiver, type Receiver } from './open-receiver.ts'

/** What of a node is not as usual. */
export type NodeOptions = { readonly times?: Partial<OutboundOptions>; readonly onGone?: DeliveryOptions['onGone'] }

/** Starts a node that delivers until the test ends, on loopback too; whatever goes wrong in it fails the test. */
export function runNode(
  t: TestContext,
  outbox: TestOutbox,
  { times, onGone = async () => undefined }: NodeOptions = {},
): { readonly registry: Registry } {
  const registry = new Registry()
  const outbound = createOutbound({ allowPlain: true, allowPrivate: true, ...times })
  const worker = startDeliveries({
    db: outbox.db,
    outbound,
    registry,
    workspaces: async () => [outbox.workspaceId],
    onGone,
    onError: ({ error }) => assert.fail(error),
    everyMs: 20,
  })
  t.after(async () => {
    await worker.stop()
    await outbound.close()
  })
  return { registry }
}

/** Opens a receiver for as long as the test runs. */
export async function receive(t: TestContext, answer?: Parameters<typeof openReceiver>[0]): Promise<Receiver> {
  const receiver = await openReceiver(answer)
  t.after(receiver.close)
  return receiver
}

/** Waits until the rows of a destination are as wanted, for 5 s at most. */
export async function untilRows(
  outbox: TestOutbox,
  destinationId: string,
  holds: (rows: readonly OutboxRow[]) => boolean,
): Promise<readonly OutboxRow[]> {
  for (let turn = 0; turn < 250; turn += 1) {
    const rows = await outbox.rowsOf(destinationId)
    if (holds(rows)) return rows
    await sleep(20)
  }
  assert.fail(`the rows stay as they are: ${JSON.stringify(await outbox.rowsOf(destinationId))}`)
}

/** Whether nothing waits any more. */
export function areSettled(rows: readonly OutboxRow[]): boolean {
  return rows.every(({ state }) => state !== 'waiting')
}

/** Whether each has been tried in vain. */
export function haveFailedOnce(rows: readonly OutboxRow[]): boolean {
  return rows.every(({ error }) => error !== null)
}

/** Whether a number is there and between two others. */
export function isWithin(value: number | null | undefined, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max
}
