import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { inboundPolicyText, territoriesText } from '../testing/inbound-policy.ts'
import { policyKeys } from './build-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import { policySchema } from './policy-schema.ts'

const root = join(import.meta.dirname, '../../../..')

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  policySchema,
)

function faultsOf(document: unknown): readonly unknown[] {
  return validate(document) ? [] : (validate.errors ?? [])
}

function isParsed(text: string): boolean {
  return parsePolicy(text, { tables: { 'territories.csv': territoriesText } }).policy !== null
}

const head = 'policy: p\nfields:\n  country: { type: country }\n  employees: { type: integer }\n'
const routes = 'routes:\n  - { id: r, to: [pool: x] }\n'

/** Documents that both take. */
const good: Readonly<Record<string, string>> = {
  'the documented policy': inboundPolicyText,
  'the least there can be': 'policy: p\nroutes: []\n',
  'sections that are commented out': 'policy: p\nfields:\ndescription:\nconstraints:\nroutes:\nfallback:\ntests:\n',
  'names that YAML reads as numbers': `${head}routes:\n  - { id: 2026, when: true, to: { pool: 12 } }\n`,
  'every option of a field': `policy: p\nfields:\n  a: { type: enum, many: true, values: [x, 2], aliases: { y: x, z: 2 }, placeholders: [none], infer: false, description: d }\n  größe: { type: number, min: -1.5, max: 2 }\n${routes}`,
  'every kind of constraint': `${head}account_fields:\n  tier: { type: enum, values: [a] }\nconstraints:\n  - { id: a, refuse: x }\n  - { id: b, bind: account.owner, otherwise: [hold: q], when: employees > 5, when_unknown: applies }\n  - { id: c, require: known(owner.team), description: d }\n${routes}`,
  'every kind of place': `${head}routes:\n  - { id: r, to: [pool: a, owner: b, bound: account.owner, hold: c], also: { sdr: { refuse: x } }, plan: p, when_unknown: incomplete }\n`,
  'the short forms of the fallback': `${head}${routes}fallback: { incomplete: [hold: a], nobody: [hold: b] }\n`,
  'every event': `${head}${routes}clocks: { assignment: [{ target: PT1M }] }\nreassign:\n  - { on: owner_unavailable, until: closed, cool_down: PT0S }\n  - { on: { changed: [country] }, keep_owner_if_eligible: true }\n  - { on: { breached: assignment }, exclude_previous_owners: 0, at_most: 1 }\n`,
  'a test of everything': `${head}derive: { s: [{ value: 1 }] }\n${routes}tests:\n  - { name: t, lead: { country: DE }, account: null, expect: { outcome: assigned, route: null, pool: a, owner: b, queue: c, reason: d, derived: { s: 1 } } }\n`,
}

/** Structural slips that both refuse. */
const bad: Readonly<Record<string, string>> = {
  'a list': '- a\n',
  'no name': routes,
  'no routes': head,
  'an unknown section': `${head}ruotes: []\n${routes}`,
  'another format': `${head}version: 2\n${routes}`,
  'an empty name': `policy: ""\n${routes}`,
  'a name with a line break': `policy: "a\\nb"\n${routes}`,
  'a name with spaces at its ends': `policy: " a "\n${routes}`,
  'a field of no type': `policy: p\nfields: { a: { many: true } }\n${routes}`,
  'a field of an unknown type': `policy: p\nfields: { a: { type: text } }\n${routes}`,
  'a field that is only a type': `policy: p\nfields: { a: string }\n${routes}`,
  'a field called like part of the language': `policy: p\nfields: { owner: { type: string } }\n${routes}`,
  'a field with a hyphen': `policy: p\nfields: { my-field: { type: string } }\n${routes}`,
  'an enum without values': `policy: p\nfields: { a: { type: enum } }\n${routes}`,
  'a bound of a text': `policy: p\nfields: { a: { type: string, min: 1 } }\n${routes}`,
  'values of a text': `policy: p\nfields: { a: { type: string, values: [x] } }\n${routes}`,
  'a truth that is a word': `policy: p\nfields: { a: { type: string, many: yes } }\n${routes}`,
  'a group that is a text': `${head}groups: { g: DE }\n${routes}`,
  'a derived value without cases': `${head}derive: { s: [] }\n${routes}`,
  'a case without a value': `${head}derive: { s: [{ when: employees > 5 }] }\n${routes}`,
  'a constraint that does nothing': `${head}constraints: [{ id: a }]\n${routes}`,
  'a constraint that does two things': `${head}constraints: [{ id: a, refuse: x, bind: account.owner }]\n${routes}`,
  'otherwise without bind': `${head}constraints: [{ id: a, refuse: x, otherwise: [hold: q] }]\n${routes}`,
  'a route without an id': `${head}routes: [{ to: [pool: x] }]\n`,
  'a route that leads nowhere': `${head}routes: [{ id: r }]\n`,
  'a route that leads to two': `${head}routes: [{ id: r, to: [pool: x], table: territories.csv }]\n`,
  'a place without its kind': `${head}routes: [{ id: r, to: x }]\n`,
  'a place of two kinds': `${head}routes: [{ id: r, to: [{ pool: x, hold: y }] }]\n`,
  'no places': `${head}routes: [{ id: r, to: [] }]\n`,
  'a condition that is a number': `${head}routes: [{ id: r, when: 5, to: [pool: x] }]\n`,
  'an unknown meaning of unknown': `${head}routes: [{ id: r, when_unknown: applies, to: [pool: x] }]\n`,
  'a second owner': `${head}routes: [{ id: r, to: [pool: x], also: { owner: [pool: y] } }]\n`,
  'a duration as people say it': `${head}${routes}fallback: { incomplete: { wait: 10m } }\n`,
  'a month': `${head}${routes}clocks: { assignment: [{ target: P1M }] }\n`,
  'no time': `${head}${routes}clocks: { assignment: [{ target: PT0S }] }\n`,
  'a clock that does not exist': `${head}${routes}clocks: { reply: [{ target: PT1M }] }\n`,
  'an event that does not exist': `${head}${routes}reassign: [{ on: owner_gone }]\n`,
  'a negative count': `${head}${routes}reassign: [{ on: owner_unavailable, at_most: 0 }]\n`,
  'a test without a lead': `${head}${routes}tests: [{ expect: { pool: x } }]\n`,
  'an outcome that does not exist': `${head}${routes}tests: [{ lead: {}, expect: { outcome: lost } }]\n`,
}

describe('the schema of policies', () => {
  test('is published as it is here (scripts/write-schemas.ts writes it)', () => {
    assert.equal(read('docs/reference/policy.schema.json'), `${JSON.stringify(policySchema, null, 2)}\n`)
  })

  test('knows the keys that the parser knows', () => {
    assert.deepEqual(Object.keys(Object(policySchema['properties'])), [...policyKeys])
  })

  test('describes every key, so that editors can', () => {
    const undescribed: string[] = []
    const definitions = Object(policySchema['$defs'])
    const look = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return
      for (const [keyword, value] of Object.entries(schema)) {
        if (keyword !== 'properties') look(value, `${path}/${keyword}`)
        else for (const [key, property] of Object.entries(Object(value))) checkKey(property, `${path}/${key}`)
      }
    }
    const checkKey = (property: unknown, path: string): void => {
      const { description, $ref } = Object(property)
      const named =
        typeof $ref === 'string' ? Object(definitions[$ref.slice('#/$defs/'.length)]).description : undefined
      if (typeof (description ?? named) !== 'string' && !path.includes('/then/') && !path.includes('/if/'))
        undescribed.push(path)
      look(property, path)
    }
    look(policySchema, '')
    assert.deepEqual(undescribed, [])
  })

  test('allows the example', () => {
    assert.deepEqual(faultsOf(parse(read('examples/halden/policy.yaml'))), [])
  })

  for (const [name, text] of Object.entries(good)) {
    test(`allows ${name}, as the parser does`, () => {
      assert.deepEqual(faultsOf(parse(text)), [])
      assert.deepEqual(parsePolicy(text, { tables: { 'territories.csv': territoriesText } }).problems, [])
    })
  }

  for (const [name, text] of Object.entries(bad)) {
    test(`refuses ${name}, as the parser does`, () => {
      assert.notEqual(faultsOf(parse(text)).length, 0)
      assert.equal(isParsed(text), false)
    })
  }
})
