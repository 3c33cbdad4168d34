import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createStreamDecoder } from './text-decoder.ts'

/** Decodes bytes cut at the given places. */
function decode(bytes: Uint8Array, options: { readonly label?: string; readonly cut?: number } = {}) {
  const decoder = createStreamDecoder(options.label ?? null)
  const cut = options.cut ?? bytes.length
  const text = decoder.decode(bytes.subarray(0, cut)) + decoder.decode(bytes.subarray(cut)) + decoder.end()
  return { text, encoding: decoder.encoding(), unreadable: decoder.unreadableCount() }
}

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

const german = 'id;company;city\n1;Müller GmbH;München\n2;Österreich Bräu;Köln\n'

describe('a stream decoder', () => {
  test('reads UTF-8 cut anywhere, with and without a mark', () => {
    const characters = fc.string({ unit: 'grapheme', minLength: 1 })
    fc.assert(
      fc.property(characters, fc.nat(), fc.boolean(), (text, place, mark) => {
        fc.pre(!text.startsWith('\uFEFF') && !text.includes('\0'))
        const bytes = Buffer.from(mark ? `\uFEFF${text}` : text)
        assert.equal(decode(bytes, { cut: place % (bytes.length + 1), label: 'utf-8' }).text, text)
      }),
    )
  })

  test('finds UTF-8 out by itself wherever the bytes are cut', () => {
    const bytes = Buffer.from(german + '3;東京スクエアガーデン;😀\n')
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      assert.deepEqual(decode(bytes, { cut }), { text: bytes.toString(), encoding: 'utf-8', unreadable: 0 })
    }
  })

  test('reads UTF-16 of either byte order, by its mark or by its zero bytes', () => {
    for (const order of ['le', 'be'] as const) {
      for (const mark of [true, false]) {
        const read = decode(utf16(german, order, mark), { cut: 65 })
        assert.deepEqual(read, { text: german, encoding: `utf-16${order}`, unreadable: 0 })
      }
    }
  })

  test('reads windows-1252 with its curly quotes and euro sign', () => {
    const bytes = Uint8Array.from([
      ...Buffer.from('id,note\n1,'),
      0x93,
      0x80,
      0x35,
      0x94,
      ...Buffer.from('\n2,caf'),
      0xe9,
      10,
    ])
    assert.deepEqual(decode(bytes), { text: 'id,note\n1,“€5”\n2,café\n', encoding: 'windows-1252', unreadable: 0 })
  })

  test('reads windows-1252 whose first accent comes after a long stretch of ASCII, wherever that is cut', () => {
    const ascii = '1,Acme,Berlin\n'.repeat(200)
    const bytes = Buffer.from(`${ascii}2,Müller,Köln\n3,Société Générale,Orléans\n`, 'latin1')
    for (let cut = ascii.length - 1; cut <= bytes.length; cut += 1) {
      assert.equal(decode(bytes, { cut }).text, `${ascii}2,Müller,Köln\n3,Société Générale,Orléans\n`, `cut at ${cut}`)
    }
  })

  test('tells Shift_JIS from Western European', () => {
    const name = [0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x8a, 0x94, 0x8e, 0xae, 0x89, 0xef, 0x8e, 0xd0]
    const bytes = Uint8Array.from([...Buffer.from('id,company\n1,'), ...name, 10, ...Buffer.from('2,'), ...name, 10])
    assert.deepEqual(decode(bytes), {
      text: 'id,company\n1,テスト株式会社\n2,テスト株式会社\n',
      encoding: 'shift_jis',
      unreadable: 0,
    })
  })

  test('believes the encoding it is told', () => {
    const bytes = Uint8Array.from([0xce, 0xce, 0xce])
    assert.equal(decode(bytes, { label: 'windows-1251' }).text, 'ООО')
  })

  test('counts the characters it could not read once the text has shown itself to be UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('1,Müller\n'), Uint8Array.from([0x32, 0x2c, 0xff, 0xfe, 10])])
    const read = decode(bytes, { cut: 10 })
    assert.deepEqual(read, { text: '1,Müller\n2,\uFFFD\uFFFD\n', encoding: 'utf-8', unreadable: 2 })
  })

  test('refuses an encoding that does not exist', () => {
    assert.throws(() => createStreamDecoder('utf-9'), { code: 'encoding_unknown' })
  })
})
