import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseRoster, type Roster } from '@rightful/engine'
import { createRosterCache } from './roster-cache.ts'

function roster(name: string): Roster {
  const read = parseRoster(JSON.stringify({ roster: name, owners: [], pools: [] }), { file: 'roster.json' })
  assert.ok(read.roster !== null)
  return read.roster
}

describe('the rosters in memory', () => {
  test('are told apart by workspace and version', () => {
    const cache = createRosterCache()
    cache.keep('a', 1, roster('a1'))
    cache.keep('a', 2, roster('a2'))
    assert.deepEqual([cache.find('a', 1)?.name, cache.find('a', 2)?.name], ['a1', 'a2'])
    assert.deepEqual([cache.find('b', 1), cache.find('a', 3)], [null, null])
  })

  test('are bounded: those asked for last stay', () => {
    const cache = createRosterCache()
    for (let version = 1; version <= 16; version += 1) cache.keep('a', version, roster(`a${version}`))
    assert.equal(cache.find('a', 1)?.name, 'a1')
    cache.keep('a', 17, roster('a17'))
    assert.deepEqual([cache.find('a', 1)?.name, cache.find('a', 2)], ['a1', null])
  })
})
