import {
  newSeed,
  openRecord,
  type SealedRecord,
  sealRecord,
  type WorkspaceKeys,
} from '../../platform/secrets/workspace-keys.ts'

/** What was given for a lead: attributes by name. */
export type Given = Readonly<Record<string, unknown>>

/** What was given for a lead, as stored: sealed with a key of the lead's own, which is derived from the seed. */
export type SealedGiven = {
  readonly seed: string
  readonly given: string
  /** The attributes of sensitive fields; `null`: there are none, or they were kept long enough. */
  readonly sensitive: string | null
}

/** A lead whose given attributes are sealed; without a seed it gets a new one. */
export type GivenOf = { readonly leadId: string; readonly seed: string | null; readonly given: Given }

/** Seals what was given for a lead, the attributes of these names apart from the others. */
export function sealGiven(keys: WorkspaceKeys, lead: GivenOf, sensitiveNames: readonly string[]): SealedGiven {
  const record = { seed: lead.seed ?? newSeed(), of: placeOf(lead.leadId) }
  const apart = sensitiveNames.filter((name) => Object.hasOwn(lead.given, name))
  if (apart.length === 0) {
    return { seed: record.seed, given: sealRecord(keys, record, JSON.stringify(lead.given)), sensitive: null }
  }
  const rest = Object.entries(lead.given).filter(([name]) => !apart.includes(name))
  const sensitive = Object.fromEntries(apart.map((name) => [name, lead.given[name]]))
  return {
    seed: record.seed,
    given: sealRecord(keys, record, JSON.stringify(Object.fromEntries(rest))),
    sensitive: sealRecord(keys, { ...record, of: `${record.of} sensitive` }, JSON.stringify(sensitive)),
  }
}

/** What was given for a lead, as far as it is still kept. Throws `SealBroken`. */
export function openGiven(keys: WorkspaceKeys, leadId: string, { seed, given, sensitive }: SealedGiven): Given {
  const of = placeOf(leadId)
  const plain: Given = JSON.parse(openRecord(keys, { seed, of }, given))
  if (sensitive === null) return plain
  const apart: Given = JSON.parse(openRecord(keys, { seed, of: `${of} sensitive` }, sensitive))
  return { ...plain, ...apart }
}

/** Where the columns of a left join on `lead_person` are; `seed` is `null` where the person was erased. */
export type JoinedGiven = { readonly [Column in keyof SealedGiven]: SealedGiven[Column] | null }

/** The same for a row that was joined; `null`: erased. */
export function openJoined(keys: WorkspaceKeys, leadId: string, { seed, given, sensitive }: JoinedGiven): Given | null {
  return seed === null || given === null ? null : openGiven(keys, leadId, { seed, given, sensitive })
}

function placeOf(leadId: string): string {
  return `lead ${leadId}`
}

/** What came in for a lead after it was stored, as it belongs to the lead's seed. */
export function submissionOf(seed: string, leadId: string, version: number): SealedRecord {
  return { seed, of: `submission ${leadId} ${version}` }
}
