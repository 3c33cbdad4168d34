import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { holidaysOf } from './holidays-of.ts'

async function datesOf(region: string, year: number): Promise<readonly string[]> {
  const found = await holidaysOf(region, [year])
  assert.equal(found.kind, 'holidays')
  return found.kind === 'holidays' ? found.holidays.map((holiday) => holiday.date) : []
}

async function mendFor(region: string): Promise<string> {
  const found = await holidaysOf(region, [2026])
  assert.equal(found.kind, 'unknown_region')
  return found.kind === 'unknown_region' ? found.mend : ''
}

describe('the holidays of a region', () => {
  test('are the public ones of its country, in order, with English names', async () => {
    const found = await holidaysOf('DE', [2026])
    assert.deepEqual(found, {
      kind: 'holidays',
      holidays: [
        { date: '2026-01-01', name: "New Year's Day" },
        { date: '2026-04-03', name: 'Good Friday' },
        { date: '2026-04-06', name: 'Easter Monday' },
        { date: '2026-05-01', name: 'Labour Day' },
        { date: '2026-05-14', name: 'Ascension Day' },
        { date: '2026-05-25', name: 'Whit Monday' },
        { date: '2026-10-03', name: 'National Holiday' },
        { date: '2026-12-25', name: 'Christmas Day' },
        { date: '2026-12-26', name: 'Boxing Day' },
      ],
    })
  })

  test('add what a part of the country keeps', async () => {
    const bavaria = await datesOf('de-by', 2026)
    assert.ok(bavaria.includes('2026-01-06') && bavaria.includes('2026-11-01'))
    assert.ok((await datesOf('US-CA', 2026)).includes('2026-03-31'))
    assert.ok((await datesOf('US-LA-NO', 2026)).includes('2026-01-01'))
  })

  test('leave out observances', async () => {
    assert.ok(!(await datesOf('US', 2026)).includes('2026-02-14'))
  })

  test('of several days are each of their dates', async () => {
    const dates = await datesOf('AE', 2026)
    assert.deepEqual(
      ['2026-03-20', '2026-03-21', '2026-03-22'].filter((date) => dates.includes(date)),
      ['2026-03-20', '2026-03-21', '2026-03-22'],
    )
  })

  test('leave out those that begin at noon', async () => {
    assert.ok(!(await datesOf('IS', 2026)).includes('2026-12-24'))
  })

  test('of several years are one list without repetition, and years that are none are passed over', async () => {
    const found = await holidaysOf('DE', [2027, 2026, 2026, 2026.5, NaN, 12])
    assert.equal(found.kind === 'holidays' ? found.holidays.length : 0, 18)
    assert.equal(found.kind === 'holidays' ? found.holidays[0].date : '', '2026-01-01')
  })

  test('of a region that is not known are a clear answer with near names', async () => {
    assert.equal(await mendFor('UK'), 'did you mean GB?')
    assert.equal(await mendFor('Germny'), 'did you mean DE (Germany)?')
    assert.equal(await mendFor('XX'), 'write a country as its two letters, such as DE')
    assert.equal(await mendFor(''), 'write a country as its two letters, such as DE')
    assert.match(await mendFor('DE-Bayern'), /^did you mean DE-BY \(Bayern\)\? known are DE-BB, /)
    assert.match(await mendFor('DE-XX'), /^known are DE-BB, /)
    assert.equal(await mendFor('DE-BB-XX'), 'write DE-BB: it has no parts with holidays of their own')
  })
})
