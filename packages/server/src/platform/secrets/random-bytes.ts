import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 8192

const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

/** Random bytes of the system, fetched by the thousand because each call costs more than the bytes. At most 8,192. */
export function randomPiece(bytes: number): Buffer {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  const piece = Buffer.from(pool.subarray(used, used + bytes))
  // What was handed out is not left behind in the pool.
  pool.fill(0, used, used + bytes)
  used += bytes
  return piece
}
