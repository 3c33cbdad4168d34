import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { sharedData, skipWithout } from '../testing/shared-data.ts'
import { readAccounts, type AttributeKind } from './read-accounts.ts'

function read(path: string, content: string = '', attributes: readonly (readonly [string, AttributeKind])[] = []) {
  const stdin = Readable.from([Buffer.from(content)])
  const defaults = { map: new Map<string, string>(), format: null, delimiter: null, encoding: null }
  return readAccounts(path, { ...defaults, stdin, attributes: new Map(attributes) })
}

describe('reading accounts', () => {
  test('reads every built-in column, under usual names too', async () => {
    const { accounts } = await read(
      '-',
      'Account ID;Account Name;Website;Country;State;City;Postal Code;Phone;Tier;Account Owner;Parent Account;Aliases\n' +
        'a1;Acme Inc;acme.example|acme-shop.example;US;US-CA;Fresno;93650;+1 559 555 0100;strategic;ann;a0;Acme Corp|ACME\n',
    )
    assert.deepEqual(accounts, [
      {
        id: 'a1',
        name: 'Acme Inc',
        alsoKnownAs: ['Acme Corp', 'ACME'],
        domains: ['acme.example', 'acme-shop.example'],
        country: 'US',
        subdivision: 'US-CA',
        city: 'Fresno',
        postalCode: '93650',
        phone: '+1 559 555 0100',
        tier: 'strategic',
        owner: 'ann',
        parent: 'a0',
      },
    ])
  })

  test('leaves out what is blank, and takes the name for the id where there is no id', async () => {
    const { accounts } = await read('-', 'name,domains,tier\nAcme, ,\n')
    assert.deepEqual(accounts, [{ id: 'Acme', name: 'Acme' }])
  })

  test('reads declared attributes as their kind; what is not of the kind is missing', async () => {
    const kinds = [
      ['revenue', 'number'],
      ['sites', 'integer'],
      ['key', 'boolean'],
      ['sector', 'string'],
    ] as const
    const { accounts } = await read(
      '-',
      'name,Revenue,Sites,KEY,sector\nA,"1,250.5",3,yes,retail\nB,much,2.5,perhaps,\n',
      kinds,
    )
    assert.deepEqual(accounts[0]?.attributes, { revenue: 1250.5, sites: 3, key: true, sector: 'retail' })
    assert.deepEqual(accounts[1], { id: 'B', name: 'B' })
  })

  test('reads lists in JSON', async () => {
    const { accounts } = await read('-', '[{"id": 1, "name": "Acme", "domains": ["a.example", "b.example"]}]')
    assert.deepEqual(accounts, [{ id: '1', name: 'Acme', domains: ['a.example', 'b.example'] }])
  })

  test('rejects an account without a name and an id that came before', async () => {
    const { accounts, rejected } = await read('-', 'id,name\n1,A\n2,\n1,B\n3\n')
    assert.equal(accounts.length, 1)
    assert.deepEqual(
      rejected.map(({ line, reason }) => `${line} ${reason}`),
      ['3 has no name', '4 repeats the id 1 of line 2', '5 has 1 cell where the heading has 2'],
    )
  })
})

describe('real files of accounts', () => {
  test('crm-maven comes out whole, with parents', { skip: skipWithout('crm-maven', 'accounts.csv') }, async () => {
    const { accounts, rejected } = await read(sharedData('crm-maven', 'accounts.csv'), '', [['employees', 'integer']])
    assert.equal(accounts.length, 85)
    assert.deepEqual(rejected, [])
    assert.equal(accounts.filter((account) => account.parent !== undefined).length, 15)
    assert.ok(accounts.every((account) => typeof account.attributes?.employees === 'number'))
  })

  test(
    'match-sp500-sec comes out whole from its archive',
    { skip: skipWithout('match-sp500-sec', 'accounts.csv.gz') },
    async () => {
      const { accounts, rejected } = await read(sharedData('match-sp500-sec', 'accounts.csv.gz'))
      assert.equal(accounts.length, 7743)
      assert.deepEqual(rejected, [])
    },
  )
})
