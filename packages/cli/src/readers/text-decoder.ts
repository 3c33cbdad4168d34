import { isAscii, isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import { CliError } from '../cli-error.ts'

/** Turns bytes into text, finding out the encoding on the way. */
export type StreamDecoder = {
  readonly decode: (bytes: Uint8Array) => string
  readonly end: () => string
  /** As far as it is known now; plain ASCII counts as UTF-8. */
  readonly encoding: () => string
  /** How many characters could not be read and became U+FFFD. */
  readonly unreadableCount: () => number
}

/** A guess other than Western European must be this sure, in per cent, and that much surer. */
const confidenceMin = 50
const confidenceLead = 10

/** In UTF-16 without a mark, most text has every other byte zero. */
const zeroShareMin = 0.3

/**
 * Decodes a stream whose chunks may be cut anywhere. `label` is a WHATWG encoding name; `null` finds out: a byte order
 * mark, else UTF-8 when the bytes are valid UTF-8, else what the letters' frequencies say, else windows-1252.
 */
export function createStreamDecoder(label: string | null): StreamDecoder {
  let decoder: TextDecoder | null = label === null ? null : decoderFor(label)
  let isFirst = true
  // While everything so far was ASCII the encoding is still open.
  let hasOnlyAscii = true
  let pending: Uint8Array = new Uint8Array(0)
  let unreadableCount = 0

  function read(bytes: Uint8Array, isLast: boolean): string {
    if (decoder === null && isFirst) decoder = decoderByMark(bytes)
    if (decoder !== null) return readWith(decoder, bytes, isLast)
    const whole = pending.length === 0 ? bytes : Buffer.concat([pending, bytes])
    const text = readUtf8(whole, isLast)
    if (text !== null) return text
    decoder = decoderFor(guessEncoding(whole))
    return readWith(decoder, whole, isLast)
  }

  function readWith(known: TextDecoder, bytes: Uint8Array, isLast: boolean): string {
    const text = known.decode(bytes, { stream: !isLast })
    unreadableCount += countUnreadable(text)
    return text
  }

  /** Text when the bytes are UTF-8, or were until now; `null` when they turn out to be something else. */
  function readUtf8(bytes: Uint8Array, isLast: boolean): string | null {
    const end = isLast ? bytes.length : completeEnd(bytes)
    const part = bytes.subarray(0, end)
    const isValid = isUtf8(part)
    if (!isValid && hasOnlyAscii) return null
    pending = bytes.slice(end)
    if (isAscii(part)) return asciiText(part)
    hasOnlyAscii = false
    const text = utf8Text(part)
    if (!isValid) unreadableCount += countUnreadable(text)
    return text
  }

  return {
    decode: (bytes) => {
      const text = read(bytes, false)
      const start = isFirst && text.startsWith('\uFEFF') ? 1 : 0
      if (text.length > 0) isFirst = false
      return start === 0 ? text : text.slice(start)
    },
    end: () => read(new Uint8Array(0), true),
    encoding: () => decoder?.encoding ?? 'utf-8',
    unreadableCount: () => unreadableCount,
  }
}

function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function utf8Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { ignoreBOM: true })
  } catch {
    const hint = 'Use a name such as utf-8, utf-16le, windows-1252, iso-8859-2, shift_jis or gb18030.'
    throw new CliError('encoding_unknown', { where: `--encoding ${label}`, hint })
  }
}

function decoderByMark(bytes: Uint8Array): TextDecoder | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoderFor('utf-8')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoderFor('utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoderFor('utf-16be')
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2)
  if (pairs === 0) return null
  let evenZeros = 0
  let oddZeros = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) evenZeros += 1
    if (bytes[at + 1] === 0) oddZeros += 1
  }
  if (oddZeros / pairs > zeroShareMin && evenZeros === 0) return decoderFor('utf-16le')
  if (evenZeros / pairs > zeroShareMin && oddZeros === 0) return decoderFor('utf-16be')
  return null
}

/** Where the last whole UTF-8 character of the bytes ends. */
function completeEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** The likeliest encoding of bytes that are not UTF-8. Single-byte guesses are weak, so Western European is the default. */
function guessEncoding(bytes: Uint8Array): string {
  const guesses = analyse(letters(bytes)).filter((guess) => isDecodable(guess.name))
  const western = guesses.find((guess) => guess.name === 'ISO-8859-1' || guess.name === 'windows-1252')
  const best = guesses.at(0)
  if (best === undefined || best.confidence < confidenceMin) return 'windows-1252'
  return best.confidence >= (western?.confidence ?? 0) + confidenceLead ? best.name : 'windows-1252'
}

function isDecodable(label: string): boolean {
  if (label === 'ASCII' || label === 'UTF-8') return false
  try {
    return new TextDecoder(label).encoding !== 'utf-8'
  } catch {
    return false
  }
}

/** Only lines with something beyond ASCII tell encodings apart; the others would drown them. */
function letters(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = []
  let start = 0
  while (start < bytes.length) {
    const feed = bytes.indexOf(10, start)
    const end = feed === -1 ? bytes.length : feed + 1
    const line = bytes.subarray(start, end)
    if (!isAscii(line)) lines.push(line)
    start = end
  }
  return Buffer.concat(lines)
}

function countUnreadable(text: string): number {
  let count = 0
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) count += 1
  return count
}
