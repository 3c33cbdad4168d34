import type { Account } from '../match/account.ts'
import { policyFromText } from './decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from './small-roster.ts'

/** A policy with a rule of each kind and three pools. */
export const dachPolicy = policyFromText(`
policy: inbound
fields:
  country:   { type: country }
  employees: { type: integer }
  product:   { type: enum, values: [GTX Basic, GTX Pro] }
derive:
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
constraints:
  - id: do-not-contact
    when: restricted("any")
    refuse: do_not_contact
  - id: eu-certified
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
  - id: strategic
    when: account.tier == "strategic"
    bind: account.owner
    otherwise: [pool: dach]
routes:
  - id: pro
    when: product == "GTX Pro"
    to: [pool: pro]
  - id: dach-enterprise
    when: country in ["DE", "AT", "CH"] && segment == "enterprise"
    to: [pool: dach-ent, pool: dach]
  - id: dach
    when: country in ["DE", "AT", "CH"]
    to: [pool: dach]
clocks:
  first_touch: [{ target: PT15M, hours: owner }]
`)

const hours = { tue: [{ from: '09:00', to: '17:00' }], wed: [{ from: '09:00', to: '17:00' }] }
const berlin = { zone: 'Europe/Berlin', hours }
const away = { ...berlin, absences: [{ from: '2026-11-23', until: '2026-11-25' }] }
const person = (id: string, over: Parameters<typeof someone>[1] = {}) =>
  someone(id, {
    calendar: berlin,
    ...over,
    attributes: { id, zone: 'Europe/Berlin', certifications: ['gdpr'], ...over.attributes },
  })

/** Its people, as they stand one Tuesday at eleven in Berlin: one away, one without the training, one full. */
export const dachRoster = rosterOf(
  [
    person('owner-01'),
    person('owner-02', { calendar: away }),
    person('owner-03', { attributes: { certifications: [] } }),
    person('owner-05', { capacity: 2, openLeads: 2 }),
    person('owner-07'),
    person('owner-09'),
  ],
  [
    poolOf('dach-ent', [
      seatFor('owner-01', 1, { received: 13_000 }),
      seatFor('owner-02'),
      seatFor('owner-03', 1, { received: 12_000 }),
      seatFor('owner-05', 1, { received: 12_000 }),
      seatFor('owner-07', 2, { received: 24_000 }),
    ]),
    poolOf('dach', [seatFor('owner-09')]),
    poolOf('pro', [seatFor('owner-01')]),
  ],
)

/** Nobody's account, with nothing special. */
export const plainAccount: Account = { id: 'acc-1', name: 'Analytical Engines GmbH', tier: 'standard' }
/** A lead whose product is not known. */
export const dachLead = { country: 'Deutschland', employees: 5000 }
