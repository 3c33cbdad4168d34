import { dirname } from 'node:path'
import { parseRoster, type Roster } from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import { fillCalendars } from './fill-calendars.ts'
import { requireDocument, type ParsedDocument } from './load-document.ts'
import { readTextFile } from './read-text-file.ts'
import { refuseOtherKind } from './refuse-other-kind.ts'

/** Reads a roster, with holidays and calendar feeds put into its people's calendars. Nothing is printed. */
export async function parseRosterFile(
  path: string,
  process: CliProcess,
  at: Temporal.Instant,
): Promise<ParsedDocument<Roster>> {
  const text = await readTextFile(path, process.stdin)
  refuseOtherKind(text, 'roster', path)
  const file = path === '-' ? 'standard input' : path
  const { roster, problems } = parseRoster(text, { file })
  const texts = { [file]: text }
  if (roster === null) return { document: null, problems, texts }
  const folder = path === '-' ? '.' : dirname(path)
  const filled = await fillCalendars(roster, { folder, at, stdin: process.stdin })
  return { document: filled.roster, problems: [...problems, ...filled.problems], texts }
}

/** The roster in a file, ready for use: its problems are printed, and errors stop the command. */
export async function loadRoster(path: string, process: CliProcess, at: Temporal.Instant): Promise<Roster> {
  return requireDocument(await parseRosterFile(path, process, at), path, process)
}
