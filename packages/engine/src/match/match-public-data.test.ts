import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Identity } from '../normalise/lead.ts'
import { mailKind } from '../normalise/mail-kind.ts'
import { readHost } from '../normalise/read-host.ts'
import { bareIdentity } from '../testing/bare-identity.ts'
import { readTable } from '../testing/read-table.ts'
import { matchedWithoutAnswer, scoreMatching } from '../testing/score-matching.ts'
import type { MatchQuestion } from '../testing/score-matching.ts'
import { scoreLeadPairs } from '../testing/score-lead-pairs.ts'
import { buildAccountIndex } from './build-account-index.ts'
import { matchAccount } from './match-account.ts'

// Public sets with known answers stand beside the checkout where they are used, and are never part of it.
const folder = join(import.meta.dirname, '../../../../../shared/data')

function skipWithout(set: string): string | false {
  return existsSync(join(folder, set)) ? false : `no ../shared/data/${set} beside the checkout`
}

function rows(set: string, file: string): readonly Readonly<Record<string, string>>[] {
  const bytes = readFileSync(join(folder, set, file))
  return readTable(file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString())
}

function mail(address: string): Partial<Identity> {
  const host = readHost(address)
  return host === null ? {} : { host: host.host, domain: host.domain, hostKind: mailKind(host.host) }
}

describe('large companies as people write them, among legal names', { skip: skipWithout('match-sp500-sec') }, () => {
  const load = () => {
    const accounts = rows('match-sp500-sec', 'accounts.csv.gz').map((row) => ({
      id: row['account_id'] ?? '',
      name: row['legal_name'] ?? '',
    }))
    const questions = rows('match-sp500-sec', 'queries.csv').map((row): MatchQuestion => {
      const company = row['lead_company'] ?? ''
      return { asked: company, identity: bareIdentity({ company }), expected: row['expected_account_id'] || null }
    })
    return { accounts, questions }
  }

  test('are found in at least 94 of 100 cases and never mistaken', () => {
    const { accounts, questions } = load()
    const score = scoreMatching(buildAccountIndex(accounts), questions)
    assert.deepEqual(score.wrong, [])
    assert.ok(score.right / score.answerable >= 0.94, `${score.right} of ${score.answerable}`)
  })

  test('are never mistaken for another when they are not among the accounts', () => {
    const { accounts, questions } = load()
    assert.deepEqual(matchedWithoutAnswer(accounts, questions), [])
  })
})

describe('universities by another domain than the known one', { skip: skipWithout('match-universities') }, () => {
  const load = () => {
    const accounts = rows('match-universities', 'accounts.csv.gz').map((row) => ({
      id: row['account_id'] ?? '',
      name: row['name'] ?? '',
      country: row['country'] ?? '',
      domains: [row['domain'] ?? ''],
    }))
    return { index: buildAccountIndex(accounts), queries: rows('match-universities', 'queries_alt_domain.csv') }
  }
  const expected = (row: Readonly<Record<string, string>>) => row['expected_account_id'] ?? ''

  test('are found by the domain alone where it lies below the known one', () => {
    const { index, queries } = load()
    const questions = queries.map((row) => ({
      asked: row['lead_email_domain'] ?? '',
      identity: bareIdentity(mail(row['lead_email_domain'] ?? '')),
      expected: expected(row),
    }))
    const score = scoreMatching(index, questions)
    // A campus may have an account of its own; without its name, the university whose domain it uses is the best answer.
    assert.ok(
      score.wrong.length <= 1 && score.wrong.every(({ because }) => because === 'matched domain_parent'),
      JSON.stringify(score.wrong),
    )
    const below = new Set(
      queries.filter((row) => row['kind'] === 'subdomain_of_account').map((row) => row['lead_email_domain']),
    )
    assert.deepEqual(
      score.missed.filter(({ asked }) => below.has(asked)).map(({ asked }) => asked),
      [],
    )
  })

  test('are found by name and country in at least 97 of 100 cases, and never mistaken', () => {
    const { index, queries } = load()
    const questions = queries.map((row) => ({
      asked: row['lead_email_domain'] ?? '',
      identity: bareIdentity({
        ...mail(row['lead_email_domain'] ?? ''),
        company: row['lead_company'] ?? '',
        country: row['country'] ?? '',
      }),
      expected: expected(row),
    }))
    const score = scoreMatching(index, questions)
    assert.deepEqual(score.wrong, [])
    assert.ok(score.right / score.answerable >= 0.97, `${score.right} of ${score.answerable}`)
  })
})

describe('the many domains of large companies', { skip: skipWithout('match-fortune20-domains') }, () => {
  test('match by domain, but for those of free mail', () => {
    const table = rows('match-fortune20-domains', 'domains.csv')
    const companies = Map.groupBy(table, (row) => row['company'] ?? '')
    const index = buildAccountIndex(
      [...companies].map(([name, own]) => ({ id: name, name, domains: own.map((row) => row['domain'] ?? '') })),
    )
    const free: string[] = []
    for (const { company, domain = '' } of table) {
      const match = matchAccount(index, bareIdentity(mail(domain)))
      if (match.kind === 'none') free.push(domain)
      else
        assert.equal(
          match.kind === 'matched' ? `${match.account.id} ${match.tier}` : match.kind,
          `${company} domain_exact`,
          domain,
        )
    }
    assert.ok(free.length > 0)
    for (const domain of free) assert.equal(mailKind(domain), 'free', domain)
    for (const domain of ['hotmail.com', 'outlook.com', 'msn.com', 'icloud.com']) {
      if (table.some((row) => row['domain'] === domain)) assert.ok(free.includes(domain), domain)
    }
  })
})

describe('authorities whose name occurs in several places', { skip: skipWithout('match-dotgov') }, () => {
  const load = () => {
    const table = rows('match-dotgov', 'domains.csv.gz')
    const clusters = Map.groupBy(table, (row) => row['cluster'] ?? '')
    const accounts = [...clusters].map(([id, [first]]) => ({
      id,
      name: first?.['organization'] ?? '',
      country: 'US',
      subdivision: `US-${first?.['state'] ?? ''}`,
      city: first?.['city'] ?? '',
    }))
    return { table, index: buildAccountIndex(accounts) }
  }

  test('are never taken for one of them without the place', () => {
    const { table, index } = load()
    const places = new Map<string, Set<string>>()
    for (const { organization = '', city = '', state } of table) {
      places.set(organization, (places.get(organization) ?? new Set()).add(`${city.trim().toLowerCase()}, ${state}`))
    }
    const repeated = [...places].filter(([, known]) => known.size > 1).map(([name]) => name)
    assert.ok(repeated.length > 100)
    for (const company of repeated)
      assert.notEqual(matchAccount(index, bareIdentity({ company })).kind, 'matched', company)
  })

  test('are found by name and place, and never mistaken', () => {
    const { table, index } = load()
    const wrong = table.flatMap(({ organization = '', city = '', state, cluster }) => {
      const match = matchAccount(
        index,
        bareIdentity({ company: organization, country: 'US', subdivision: `US-${state}`, city }),
      )
      return match.kind === 'matched' && match.account.id === cluster
        ? []
        : [`${organization}, ${city}, ${state}: ${match.kind}`]
    })
    // The set counts `Town of X` and `Town of X.` as two; those are ambiguous here.
    assert.ok(wrong.length <= table.length * 0.01, wrong.slice(0, 20).join('\n'))
    assert.deepEqual(
      wrong.filter((line) => line.endsWith('matched')),
      [],
    )
  })

  test('are the same lead only at the same place', () => {
    const { table } = load()
    const leads = table.map(({ domain = '', cluster = '', organization = '', city = '', state }) => ({
      id: domain,
      truth: cluster,
      identity: bareIdentity({ company: organization, country: 'US', subdivision: `US-${state}`, city }),
    }))
    const score = scoreLeadPairs(leads)
    assert.ok(score.precision >= 0.99 && score.recall >= 0.99, JSON.stringify(score))
    assert.equal(
      scoreLeadPairs(leads.map((lead) => ({ ...lead, identity: bareIdentity({ company: lead.identity.company }) })))
        .found,
      0,
    )
  })
})

describe(
  'organisations listed several times, with phone and postal code',
  { skip: skipWithout('dup-chicago-sites') },
  () => {
    test('are recognised without merging different ones', () => {
      const sites = rows('dup-chicago-sites', 'sites.csv')
      const leads = sites.map((row) => ({
        id: `${row['Source']} ${row['Id']}`,
        truth: row['True Id'] ?? '',
        identity: bareIdentity({
          company: row['Site name'] || null,
          phone: row['Phone'] ? `+1312${row['Phone']}` : null,
          country: 'US',
          postalCode: row['Zip'] || null,
        }),
      }))
      const score = scoreLeadPairs(leads)
      // The answers follow the street address, which no lead has: one school at two addresses counts as two.
      assert.ok(score.precision >= 0.95, JSON.stringify(score))
      assert.ok(score.recall >= 0.55, JSON.stringify(score))
    })
  },
)
