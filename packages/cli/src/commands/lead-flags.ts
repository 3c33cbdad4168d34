import type { FlagParametersForType } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import type { RowFormat } from '../readers/read-rows.ts'
import { parseMap, type MapPair } from './parse-map.ts'

/** How a file of leads is to be read. */
export type LeadFlags = {
  readonly map: readonly (readonly MapPair[])[] | undefined
  readonly inputFormat: RowFormat | undefined
  readonly delimiter: string | undefined
  readonly encoding: string | undefined
  readonly atColumn: string | undefined
}

/** The flags of every command that reads leads. */
export const leadFlags: FlagParametersForType<LeadFlags, CliContext> = {
  map: {
    kind: 'parsed',
    parse: parseMap,
    brief: 'Which column feeds which field, as "Company Name=company,Land=country"',
    placeholder: 'COLUMN=FIELD,…',
    optional: true,
    variadic: true,
  },
  inputFormat: {
    kind: 'enum',
    values: ['csv', 'ndjson', 'json'],
    brief: 'What LEADS is; found out by itself otherwise',
    optional: true,
  },
  delimiter: {
    kind: 'parsed',
    parse: parseDelimiter,
    brief: 'What separates the cells, a character or "tab"; found out by itself otherwise',
    placeholder: 'CHARACTER',
    optional: true,
  },
  encoding: {
    kind: 'parsed',
    parse: String,
    brief: 'Character encoding of LEADS, such as windows-1252; found out by itself otherwise',
    placeholder: 'NAME',
    optional: true,
  },
  atColumn: {
    kind: 'parsed',
    parse: String,
    brief: 'The column with the instant at which each lead arrives (RFC 3339); the clock never goes back',
    placeholder: 'COLUMN',
    optional: true,
  },
}

function parseDelimiter(text: string): string {
  if (text === 'tab' || text === '\\t') return '\t'
  if (text.length === 1 && !/["\r\n\w]/.test(text)) return text
  throw new Error('It is not a delimiter. Give one character, or tab.')
}
