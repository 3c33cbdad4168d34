import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { billOfMaterials } from '../scripts/bill-of-materials.ts'

const lock: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'))

test('the bill of materials names what the lock file has, with versions, licences and hashes', () => {
  const { components, dependencies } = billOfMaterials(lock)
  const refs = new Set(components.map((component) => component['bom-ref']))
  assert.equal(refs.size, components.length)
  assert.ok(components.length >= 60, String(components.length))
  for (const component of components) {
    if (component['bom-ref'].includes('%40rightful/')) continue
    for (const part of ['licenses', 'hashes']) assert.ok(part in component, `${component['bom-ref']}: ${part}`)
  }
  for (const { dependsOn } of dependencies) assert.ok(dependsOn.every((ref) => refs.has(ref)))
  const server = dependencies.find(({ ref }) => ref.startsWith('pkg:npm/%40rightful/server@'))
  assert.ok(server?.dependsOn.some((ref) => ref.startsWith('pkg:npm/hono@')))
  assert.equal(components.filter(({ name }) => name === 'typescript' || name === 'oxlint').length, 0)
})
