import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

/** What the generator throws in: texts where texts stand, and whole bodies. */
export type NaughtyValues = {
  readonly texts: readonly string[]
  readonly bodies: readonly Uint8Array[]
  /** Whether the collections beside the checkout were there. */
  readonly hasCollections: boolean
}

const torture = new URL('../../../shared/data/torture/', import.meta.url)

/** Texts that broke one program or another. */
const texts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\uFEFF',
  '\u202Etxt',
  '\r\n',
  "'",
  '"',
  '\\',
  '%',
  '%00',
  '../../etc/passwd',
  "'; drop table lead; --",
  '${7*7}',
  '{{7*7}}',
  '=1+1',
  '<script>',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-1',
  '0',
  '1e400',
  '9223372036854775808',
  '-9223372036854775809',
  '2147483648',
  '999999999999999999999999',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '2026-02-30',
  '24:00',
  'Europe/Nowhere',
  'P1Y',
  'PT999999999999H',
  '1;2',
  'ﬃ',
  'İ',
  'ß'.repeat(50),
  'é\u0301'.repeat(20),
  'x'.repeat(121),
  'x'.repeat(5e3),
  '💩'.repeat(3e3),
  'a@'.repeat(200),
  '(a+)+$',
  '['.repeat(2e3),
  '&a [*a]',
  '!!js/function x',
]

const deep = (open: string, close: string, levels: number): string => open.repeat(levels) + close.repeat(levels)

/** Bodies that are hard on readers of JSON. */
const bodies: readonly string[] = [
  '',
  'null',
  '[]',
  '"x"',
  '1e999',
  '{',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '\uFEFF{}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  deep('[', ']', 4e4),
  deep('{"a":', '}', 2e4),
  `{"attributes":${deep('{"a":', '}', 900)}}`,
  `{"attributes":{${Array.from({ length: 3e3 }, (_, index) => `"k${index}":1`).join(',')}}}`,
  'x'.repeat(11e5),
]

const suite = z.object({ bytes_base64: z.string() })
const addresses = z.object({ cases: z.array(z.object({ address: z.string() })) })

/** Reads the collections beside the checkout, where they are; what is written here is there always. */
export function readNaughtyValues(): NaughtyValues {
  const own = bodies.map((body) => Buffer.from(body))
  const invalid = [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), Buffer.from([0xed, 0xa0, 0x80])]
  if (!existsSync(torture)) return { texts, bodies: [...own, ...invalid], hasCollections: false }
  const naughty = z.array(z.string()).parse(JSON.parse(read('blns.json')))
  const mail = addresses.parse(JSON.parse(read('email_cases.json'))).cases.map(({ address }) => address)
  const lines = gunzipSync(readFileSync(new URL('json_test_suite.jsonl.gz', torture))).toString('utf8')
  const tests = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(suite.parse(JSON.parse(line)).bytes_base64, 'base64'))
  return { texts: [...texts, ...naughty, ...mail], bodies: [...own, ...invalid, ...tests], hasCollections: true }
}

function read(name: string): string {
  return readFileSync(new URL(name, torture), 'utf8')
}
