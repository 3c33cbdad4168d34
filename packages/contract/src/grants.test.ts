import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { grantsScope, isRoleName, isScope, roleNames, roles, type Scope, scopes, scopesOfRoles } from './grants.ts'

const allScopes = Object.keys(scopes).filter(isScope)

/** Everything that a set of grants contains. */
function reachOf(granted: ReadonlySet<Scope>): readonly Scope[] {
  return allScopes.filter((scope) => grantsScope(granted, scope))
}

describe('roles', () => {
  test('are listed once each', () => {
    assert.deepEqual(roleNames.toSorted(), Object.keys(roles).toSorted())
    assert.equal(isRoleName('toString'), false)
  })

  test('give the owner of the installation everything, and nobody else what goes round a review', () => {
    assert.deepEqual(reachOf(scopesOfRoles(['owner'])), allScopes)
    const others = roleNames.filter((name) => name !== 'owner')
    const together = reachOf(scopesOfRoles(others))
    const forbidden: readonly Scope[] = ['admin', 'policies:bypass', 'access:write', 'keys:write', 'personal:export']
    for (const scope of forbidden) assert.equal(together.includes(scope), false, scope)
  })

  test('give a rep and a manager nobody else’s leads', () => {
    assert.deepEqual(reachOf(scopesOfRoles(['rep'])), ['leads:read:own', 'leads:write:own', 'absences:write:own'])
    assert.equal(grantsScope(scopesOfRoles(['manager']), 'leads:read'), false)
    assert.equal(grantsScope(scopesOfRoles(['manager']), 'leads:read:own'), true)
  })

  test('are documented with exactly what they are made of', () => {
    const page = readFileSync(new URL('../../../docs/reference/access.md', import.meta.url), 'utf8')
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.+?) \| (`.+`) \|$/gm)].filter(([, name = '']) => isRoleName(name))
    const documented = rows.map(([, name, title, list = '']) => [name, title, list.replaceAll('`', '').split(', ')])
    assert.deepEqual(
      documented,
      roleNames.map((name) => [name, roles[name].title, [...roles[name].scopes]]),
    )
  })

  test('add up', () => {
    const both = scopesOfRoles(['rep', 'viewer'])
    assert.ok(grantsScope(both, 'leads:read') && grantsScope(both, 'absences:write:own'))
  })
})

describe('admin', () => {
  test('contains everything but going round a review', () => {
    assert.deepEqual(
      reachOf(new Set(['admin'])),
      allScopes.filter((scope) => scope !== 'policies:bypass'),
    )
  })
})
