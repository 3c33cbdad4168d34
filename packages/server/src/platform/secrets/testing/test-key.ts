import { createKeyRing, type KeyRing } from '../key-ring.ts'

/** The key that tests and benchmarks give their servers in `RIGHTFUL_SECRET_KEYS`. */
export const testSecretKey = Buffer.alloc(32, 'test').toString('base64')

/** A ring of it. */
export function testKeyRing(): KeyRing {
  return createKeyRing(() => [testSecretKey])
}
