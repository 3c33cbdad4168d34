import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(16 * 256)
let taken = pool.length

/**
 * A new UUID of version 7 (RFC 9562): it starts with this machine's time in milliseconds, so that ids made later mostly sort later,
 * and ends in 74 random bits. Nothing reads the time back: what is late or early is told by the database's clock.
 */
export function newId(): string {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  const bytes = pool.subarray(taken, taken + 16)
  taken += 16
  const time = performance.timeOrigin + performance.now()
  const high = Math.floor(time / 0x10000)
  const low = Math.floor(time) % 0x10000
  const random = Buffer.from(bytes).toString('hex')
  const variant = (8 + (Number.parseInt(random[4] ?? '0', 16) % 4)).toString(16)
  return `${hex(high, 8)}-${hex(low, 4)}-7${random.slice(1, 4)}-${variant}${random.slice(5, 8)}-${random.slice(8, 20)}`
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text is a UUID in its usual form. */
export function isId(text: string): boolean {
  return uuid.test(text)
}
