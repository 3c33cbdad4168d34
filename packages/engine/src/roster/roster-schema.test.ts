import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { rosterProblems } from './roster-problems.ts'
import { rosterSchema } from './roster-schema.ts'

const root = join(import.meta.dirname, '../../../..')

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Fenced YAML in the reference that is a whole roster. */
function documentedRosters(): readonly unknown[] {
  const blocks = read('docs/reference/roster.md').matchAll(/```yaml\n([\s\S]*?)```/g)
  return [...blocks].map(([, text]) => parse(text ?? '')).filter((document) => document?.roster !== undefined)
}

describe('the schema of rosters', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    rosterSchema,
  )
  const faultsOf = (document: unknown) => (validate(document) ? [] : (validate.errors ?? []))

  test('is published as it is here (scripts/write-schemas.ts writes it)', () => {
    assert.equal(read('docs/reference/roster.schema.json'), `${JSON.stringify(rosterSchema, null, 2)}\n`)
  })

  test('allows the example and every roster of the reference', () => {
    assert.deepEqual(faultsOf(parse(read('examples/halden/roster.yaml'))), [])
    const rosters = documentedRosters()
    assert.ok(rosters.length > 0)
    for (const roster of rosters) assert.deepEqual(faultsOf(roster), [])
  })

  test('refuses slips that can be seen without knowing the rest of the roster', () => {
    const roster = { roster: 'x', owners: [{ id: 'a' }], pools: [{ id: 'p', members: ['a'] }] }
    assert.deepEqual(faultsOf(roster), [])
    const slips = [
      { ...roster, owner: [] },
      { ...roster, owners: [{ id: 'a', certfications: [] }] },
      { ...roster, owners: [{ id: 'a', hours: { monday: [] } }] },
      { ...roster, owners: [{ id: 'a', hours: { mon: ['9-17'] } }] },
      { ...roster, owners: [{ id: 'a', caps: [{ per: 'month', max: 1 }] }] },
      { ...roster, pools: [{ id: 'p', members: [{ owner: 'a', weight: 0 }] }] },
      { ...roster, pools: [{ id: 'p', members: [], strategy: 'weighted' }] },
      { ...roster, restrictions: [{ email: 'a@b.co', domain: 'b.co' }] },
    ]
    for (const slip of slips) assert.notDeepEqual(faultsOf(slip), [], JSON.stringify(slip))
  })
})

describe('the problems of rosters', () => {
  test('are listed one by one in the reference, and no others are', () => {
    const listed = [...read('docs/reference/problems.md').matchAll(/`(roster_[a-z_]+)`/g)].map(([, code]) => code)
    assert.deepEqual([...new Set(listed)].sort(), Object.keys(rosterProblems).sort())
  })
})
