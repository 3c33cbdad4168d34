import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { RoutingError } from '@rightful/contract'

/** What a hash costs. Raising it makes every password be hashed anew when its owner signs in next. */
type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

/** The least that OWASP's Password Storage Cheat Sheet asks for: 19 MiB (in KiB), two passes, one lane. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_LENGTH = 32
const SALT_LENGTH = 16

/** Hashing takes memory and a thread each: more than these at once would slow the rest of the server down. */
const AT_ONCE = 2
const WAITING_MAX = 100
let running = 0
const waiting: (() => void)[] = []

/** What is stored of a password: argon2id as a PHC string, with its parameters and a salt of its own. Throws `overloaded`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_LENGTH)
  return phcOf(cost, salt, await derive(password, { ...cost, salt }))
}

/**
 * Whether the password is the one that was stored, and whether it was stored at another cost than today's. Without a stored one it
 * takes as long and is wrong: whether there is an account cannot be told from the time. Throws `overloaded`.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
): Promise<{ readonly isRight: boolean; readonly isOutdated: boolean }> {
  const read = stored === null ? null : readPhc(stored)
  const { salt, tag, ...at } = read ?? { ...cost, salt: Buffer.alloc(SALT_LENGTH), tag: Buffer.alloc(TAG_LENGTH) }
  const derived = await derive(password, { ...at, salt })
  const isRight = timingSafeEqual(derived, tag) && read !== null
  return { isRight, isOutdated: at.memory !== cost.memory || at.passes !== cost.passes }
}

/** The same letters count as the same password, however a keyboard composes them. */
function derive(password: string, { salt, ...at }: Cost & { readonly salt: Buffer }): Promise<Buffer> {
  const asked = { ...at, message: password.normalize('NFKC'), nonce: salt, tagLength: TAG_LENGTH }
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        argon2('argon2id', asked, (error, derived) => (error === null ? resolve(derived) : reject(error)))
      }),
  )
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MAX) throw new RoutingError('overloaded', {}, { retryAfterSeconds: 2 })
    await new Promise<void>((resolve) => void waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    // Whoever waits takes the place over, so that nobody comes in between.
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

function phcOf({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

function readPhc(text: string): Cost & { readonly salt: Buffer; readonly tag: Buffer } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text)
  if (parts === null) throw new Error('A stored password has a form that is not ours.')
  const [, memory, passes, parallelism, salt = '', tag = ''] = parts
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}
