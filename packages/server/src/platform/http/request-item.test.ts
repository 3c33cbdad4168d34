import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { requestItems } from './request-item.ts'

const schema = z.strictObject({
  text: z.string().min(1).max(3),
  count: z.coerce.number().int().min(1).max(200),
  state: z.enum(['held', 'parked', 'refused']),
  from: z.iso.datetime({ offset: true }),
  id: z.uuid(),
  list: z.array(z.string()).min(1).max(1),
  map: z.record(z.string(), z.unknown()),
  flag: z.boolean(),
  code: z.string().regex(/^[a-z]+$/),
  own: z.string().refine((text) => text === 'x', 'is not x'),
})
const good = {
  text: 'a',
  count: 1,
  state: 'held',
  from: '2026-11-24T09:15:00Z',
  id: '019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d',
  list: ['a'],
  map: {},
  flag: true,
  code: 'a',
  own: 'x',
}

/** What is said of a request with these fields in place of good ones. */
function said(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const { error } = schema.safeParse({ ...good, ...fields })
  const items = (error?.issues ?? []).flatMap((issue) => requestItems('body', issue))
  return items.map(({ where, what, mend }) => `${where} ${what}${mend === null ? '' : ` | ${mend}`}`)
}

const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
  [{ text: undefined }, 'body/text is missing | Send a text.'],
  [{ text: 7 }, 'body/text is not a text | Send a text.'],
  [{ text: '' }, 'body/text is empty'],
  [{ text: 'long' }, 'body/text has more than 3 characters'],
  [{ count: 'x' }, 'body/count is not a number | Send a number.'],
  [{ count: 1.5 }, 'body/count is not a whole number | Send a whole number.'],
  [{ count: 0 }, 'body/count is less than 1'],
  [{ count: 201 }, 'body/count is more than 200'],
  [{ state: 'open' }, 'body/state is none of the values taken | Send held, parked or refused.'],
  [
    { from: '2026-11-24' },
    'body/from is no instant | Write a date, a time and an offset, such as 2026-11-24T09:15:00Z.',
  ],
  [{ id: '7' }, 'body/id is no id of ours | Copy the id as it was answered.'],
  [{ list: ['a', 'b'] }, 'body/list has more than 1 entry'],
  [{ list: [] }, 'body/list is empty'],
  [{ list: [7] }, 'body/list/0 is not a text | Send a text.'],
  [{ map: undefined }, 'body/map is missing | Send an object.'],
  [{ flag: 'yes' }, 'body/flag is not true or false | Send true or false.'],
  [{ code: 'A' }, 'body/code has another form than is taken | It has to match /^[a-z]+$/'],
  [{ own: 'y' }, 'body/own is not x'],
  [{ stat: 1 }, 'body/stat is no field here | Leave it out, or compare its spelling with /v1/openapi.json.'],
]

describe('what is wrong with a request', () => {
  test('is nothing where all is well', () => assert.deepEqual(said({}), []))

  for (const [fields, sentence] of cases) {
    test(`is said in words: ${sentence}`, () => assert.deepEqual(said(fields), [sentence]))
  }
})
