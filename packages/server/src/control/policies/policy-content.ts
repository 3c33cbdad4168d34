import { createHash } from 'node:crypto'
import type { Policy } from '@rightful/engine'
import type { PolicyContentRow } from './queries.ts'

/** A policy as it is handed in: its document, and the text of each decision table by file name. */
export type PolicyText = { readonly document: string; readonly tables: Readonly<Record<string, string>> }

/** What is stored of a policy that was parsed, under the hash of its very text. */
export function contentOf({ document, tables }: PolicyText, { name, hash }: Policy): PolicyContentRow {
  const stored = tablesText(tables)
  return { contentHash: contentHashOf(document, stored), name, hash, document, tables: stored }
}

/** The tables as JSON with sorted names, so that the same tables are the same text. */
function tablesText(tables: PolicyText['tables']): string {
  return JSON.stringify(Object.fromEntries(Object.entries(tables).toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

/** A zero byte keeps document and tables apart: neither can have one. */
function contentHashOf(document: string, tables: string): string {
  return createHash('sha256').update(document).update('\0').update(tables).digest('hex')
}

/** The text of a stored policy. */
export function textOf({ document, tables }: Pick<PolicyContentRow, 'document' | 'tables'>): PolicyText {
  return { document, tables: JSON.parse(tables) }
}
