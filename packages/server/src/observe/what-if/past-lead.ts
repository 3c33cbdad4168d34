import {
  type AccountMatch,
  type Identity,
  type LeadHistory,
  type NormalisedLead,
  normaliseLead,
  type Policy,
  type Value,
} from '@rightful/engine'
import { fieldsReadBy, type ReadyPolicy } from '../../control/policies/read.ts'
import { openJoined } from '../../control/privacy/read.ts'
import { type AccountOf, type DecisionReading, erased, readingFrom, recordFrom } from '../../pipeline/decide/read.ts'
import type { WorkspaceKeys } from '../../platform/secrets/workspace-keys.ts'
import type { PastDecision } from './period-queries.ts'

/** A lead as a decision read it, for being decided by another policy. */
export type PastLead = {
  readonly leadId: string
  readonly decisionId: string
  readonly atMs: number
  /** As the policy reads it. */
  readonly lead: NormalisedLead
  readonly match: AccountMatch
  readonly history: LeadHistory
  /** What was asked of the entries on contact then (`restricted("email")`), and what they answered by channel. */
  readonly asked: ReadonlySet<string>
  readonly restricted: readonly string[]
  readonly consented: Readonly<Record<string, boolean>>
}

/** By what a lead is read again: the policy that decided then, the accounts as they stood, and the keys of what was given. */
export type ReadBy = {
  readonly decidedBy: ReadyPolicy
  readonly accountOf: AccountOf
  readonly keys: WorkspaceKeys
}

/** Reads past leads as one policy would have read them. */
export type PastReader = (row: PastDecision, by: ReadBy) => PastLead

/**
 * Makes the reader of a policy. A field that the deciding policy declared alike has the value that was read then; any other is
 * read anew from what was given for the lead, as it is kept now. What names a person is opened only for a policy that reads it,
 * and is gone where it was erased. `alsoRead`: fields that are read beside those of the policy's conditions.
 */
export function createPastReader(policy: ReadyPolicy, alsoRead: ReadonlySet<string> = new Set()): PastReader {
  const plans = new Map<ReadyPolicy, ReadingPlan>()
  const read = fieldsReadBy(policy.policy.policy).union(alsoRead)
  return (row, by) => {
    const plan = plans.get(by.decidedBy) ?? planReading(policy.policy.policy, by.decidedBy.policy.policy, read)
    plans.set(by.decidedBy, plan)
    const reading = readingFrom({ record: recordFrom(row), atMs: row.atMs }, by.decidedBy, by.accountOf)
    const person = needsPerson(plan, reading) ? personOf(row, policy, by.keys) : null
    const { leadId, decisionId, atMs } = row
    const { notes, priority, match, history, restricted, consented } = reading
    const identity = identityOf(reading, person)
    const lead = { id: leadId, priority, notes, identity, values: valuesOf(plan, reading, person) }
    return { leadId, decisionId, atMs, lead, match, history, asked: plan.asked, restricted, consented }
  }
}

/** Whether two policies read every lead alike, so that it need be read once only. */
export function readAlike(one: Policy, other: Policy): boolean {
  return (
    one.fields.length === other.fields.length &&
    one.fields.every((field, index) => declarationOf(field) === declarationOf(other.fields[index])) &&
    fieldsReadBy(one).symmetricDifference(fieldsReadBy(other)).size === 0 &&
    questionsOf(one).symmetricDifference(questionsOf(other)).size === 0
  )
}

/** How leads that one policy decided are read by another. */
type ReadingPlan = {
  readonly fields: readonly { readonly name: string; readonly isKept: boolean }[]
  /** A value, or who the person is, is not known from the decision. */
  readonly needsPerson: boolean
  /** Fields that conditions read. */
  readonly read: ReadonlySet<string>
  readonly asked: ReadonlySet<string>
}

function planReading(policy: Policy, decidedBy: Policy, read: ReadonlySet<string>): ReadingPlan {
  const known = new Set(decidedBy.fields.map(declarationOf))
  const fields = policy.fields.map((field) => ({ name: field.name, isKept: known.has(declarationOf(field)) }))
  const asked = questionsOf(decidedBy)
  const isNewlyRead = fields.some(({ name, isKept }) => !isKept && read.has(name))
  return { fields, read, asked, needsPerson: isNewlyRead || !questionsOf(policy).isSubsetOf(asked) }
}

/** All that says how a field is read. */
function declarationOf(field: Policy['fields'][number]): string {
  const { name, type, many, values, aliases, placeholders, min, max, infer } = field
  return JSON.stringify([name, type, many, values, aliases, placeholders, min, max, infer])
}

/** What is asked of the entries on contact: `restricted("any")` and the like. */
function questionsOf({ leadSymbols }: Policy): ReadonlySet<string> {
  const asking = leadSymbols.filter(({ origin }) => origin === 'fact' || origin === 'consent')
  return new Set(asking.map(({ path }) => path))
}

function needsPerson(plan: ReadingPlan, { personal }: DecisionReading): boolean {
  return plan.needsPerson || personal.some((name) => plan.read.has(name))
}

/** The lead by what is kept of its person now; `null`: it was erased. */
function personOf(row: PastDecision, { schema }: ReadyPolicy, keys: WorkspaceKeys): NormalisedLead | null {
  const given = openJoined(keys, row.leadId, row)
  return given === null ? null : normaliseLead(schema, { id: row.leadId, attributes: given })
}

function valuesOf(
  { fields }: ReadingPlan,
  { values, personal }: DecisionReading,
  person: NormalisedLead | null,
): (Value | undefined)[] {
  return fields.map(({ name, isKept }, slot) => {
    if (!isKept) return person?.values[slot]
    // That there was something still counts.
    return personal.includes(name) ? (person?.values[slot] ?? erased) : values[name]
  })
}

function identityOf({ identity }: DecisionReading, person: NormalisedLead | null): Identity {
  if (person === null) return identity
  const { email, phone, person: name } = person.identity
  return { ...identity, email, phone, person: name }
}
