import {
  type AccountIndex,
  type CompiledPolicy,
  compilePolicy,
  type LeadSchema,
  parsePolicy,
  parseRoster,
  prepareFields,
  type Roster,
} from '@rightful/engine'
import type { AccountBook } from '../generated-business/generate-companies.ts'
import { writePolicy } from '../generated-business/write-policy.ts'
import { writeRoster } from '../generated-business/write-roster.ts'

/** Leads in a day. */
export const leadsPerDay = 20_000

/** All that leads are decided by. */
export type Business = {
  readonly policy: CompiledPolicy
  readonly schema: LeadSchema
  readonly roster: Roster
  readonly accounts: AccountIndex
  readonly book: AccountBook
}

/** Sets up the generated business; its policy and roster are read from text like anybody's. */
export function openBusiness(book: AccountBook, accounts: AccountIndex): Business {
  const written = writePolicy(12, { routes: 140, tableRows: 60 })
  const { policy, problems } = parsePolicy(written.text, { tables: written.tables })
  const restricted = book.companies.filter((_, index) => index % 500 === 7).map(({ domain }) => domain)
  const reading = parseRoster(writeRoster(13, { restrictedDomains: restricted, leadsPerDay }))
  if (policy === null || reading.roster === null)
    throw new Error(
      `The generated business is faulty: ${JSON.stringify([...problems, ...reading.problems].slice(0, 3))}`,
    )
  const schema = prepareFields(policy.fields)
  return { policy: compilePolicy(policy), schema, roster: reading.roster, accounts, book }
}
