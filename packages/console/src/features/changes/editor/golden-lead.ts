import { parse } from 'yaml'
import type { AskedLead, Planned } from './engine-messages.ts'
import { appendItem, type Edit, listIn, readWritten, writeValue } from './written-document.ts'

/** A lead as somebody wrote or pasted it; `null`: it cannot be read. */
export function readLead(text: string): AskedLead | null {
  const value = readMap(text)
  if (value === null) return null
  const [lead, account] = [mapOf(value.lead), mapOf(value.account)]
  return lead === null ? { attributes: value, account: null } : { attributes: lead, account }
}

/** A lead as it is written to be read again. */
export function writeLead({ attributes, account }: AskedLead): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined)
  const lines = (entries: readonly (readonly [string, unknown])[], indent: string): string =>
    entries.map(([name, value]) => `${indent}${name}: ${writeValue(value, true)}\n`).join('')
  if (account === null) return lines(given, '')
  return `lead:\n${lines(given, '  ')}account:\n${lines(Object.entries(account), '  ')}`
}

/** The lead of a document's first golden test, to begin with. */
export function firstGoldenLead(document: string): string {
  const written = readWritten(document)
  const test = written === null ? null : mapOf(listIn(written.root, 'tests')?.toJSON()?.[0])
  const attributes = mapOf(test?.lead)
  return attributes === null ? 'country: DE\n' : writeLead({ attributes, account: mapOf(test?.account) })
}

/** Adds a lead to the golden tests, with what it comes to now as what is expected. */
export function pinLead(document: string, { attributes, account }: AskedLead, planned: Planned): readonly Edit[] {
  const written = readWritten(document)
  if (written === null) return []
  const { outcome, route, pool, owner, queue, reason } = planned
  const expect =
    outcome === 'assigned'
      ? {
          ...(route === null ? {} : { route }),
          ...(pool === null ? {} : { pool }),
          ...(owner === null ? {} : { owner }),
        }
      : { outcome, ...(queue === null ? {} : { queue }), ...(reason === null ? {} : { reason }) }
  const edit = appendItem(written, 'tests', [
    `lead: ${writeValue(attributes, true)}`,
    ...(account === null ? [] : [`account: ${writeValue(account, true)}`]),
    `expect: ${writeValue(expect, true)}`,
  ])
  return edit === null ? [] : [edit]
}

type Plain = Readonly<Record<string, unknown>>

function readMap(text: string): Plain | null {
  try {
    return mapOf(parse(text, { schema: 'core', logLevel: 'error' }))
  } catch {
    return null
  }
}

function mapOf(value: unknown): Plain | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}
