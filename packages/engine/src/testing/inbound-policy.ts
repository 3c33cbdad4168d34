/** A policy with every section, as the documentation shows it. */
export const inboundPolicyText = String.raw`policy: inbound
fields:                                   # the only attributes a rule may read, typed; unknown names are errors
  country:   { type: country }
  employees: { type: integer, min: 0 }
  product:   { type: enum, values: [GTX Basic, GTX Pro, MG Special], aliases: { GTXPro: GTX Pro } }
  consent:   { type: boolean }
derive:                                   # named values; the first true case wins; unknown when a case before it is unknown
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { when: "employees >= 100",  value: mid }
    - { value: small }
constraints:                              # hard; all that apply, apply, in this order
  - id: do-not-contact
    when: restricted("any")
    refuse: do_not_contact
  - id: eu-certified
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
  - id: strategic
    when: account.tier == "strategic"
    bind: account.owner
    otherwise: [pool: strategic-desk]
routes:                                   # soft; the first true one wins
  - id: dach-enterprise
    when: country in ["DE", "AT", "CH"] && segment == "enterprise"
    to: [pool: dach-ent, pool: dach]
    also: { sdr: [pool: sdr-dach] }       # further roles on the lead, decided by the same engine in the same commit
    plan: enterprise-first-week           # standard follow-up after assignment
  - id: territories
    table: territories.csv                # columns are fields, last column is the pool
fallback:
  unmatched:  [pool: inbound-desk, hold: triage]
  incomplete: { wait: PT10M, for: [country, employees], then: [pool: inbound-desk, hold: needs-data] }
  nobody:     { look_ahead: PT4H, then: [pool: overflow, hold: waiting] }
reassign:
  - on: { changed: [country, employees, product] }
    until: touched
    keep_owner_if_eligible: true
  - on: owner_unavailable
    until: touched
  - on: { breached: first_touch }
    exclude_previous_owners: 5
    at_most: 3
clocks:
  assignment:                             # runs on wall time
    - { target: PT1M }
  first_touch:
    - { when: 'segment == "enterprise"', target: PT15M, hours: owner }
    - { target: PT2H, hours: owner }
tests:                                    # golden leads; must pass before activation
  - lead: { country: DE, employees: 5000 }
    expect: { route: dach-enterprise, pool: dach-ent }
`

/** The decision table that it names. */
export const territoriesText = `country,employees,product,pool
DE,>=100,*,dach
"AT, CH",,,dach
group NORDICS,,"!MG Special",nordics
"US|CA",1..999,,americas
,,,rest-of-world
`
