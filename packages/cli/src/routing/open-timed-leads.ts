import type { Policy } from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import type { LeadFlags } from '../commands/lead-flags.ts'
import { CliError } from '../cli-error.ts'
import type { LeadReading, LeadRow } from '../readers/read-leads.ts'
import { createLeadClock, type LeadClock } from './lead-clock.ts'
import { openLeadFile } from './open-lead-file.ts'

/** A file of leads with the clock by which they are decided, and what they are decided by. */
export type TimedLeads<Loaded> = {
  readonly reading: LeadReading
  readonly clock: LeadClock
  readonly loaded: Loaded
}

/**
 * Opens a file of leads, and loads what they are decided by as it stands when the first of them arrives: at its own instant
 * with `--at-column`, else at `--at`, else now.
 */
export async function openTimedLeads<Loaded>(
  path: string,
  from: {
    readonly flags: LeadFlags & { readonly at: Temporal.Instant | undefined }
    readonly policy: Pick<Policy, 'fields'>
    readonly process: CliProcess
  },
  load: (now: Temporal.Instant) => Promise<Loaded>,
): Promise<TimedLeads<Loaded>> {
  const { flags, policy, process } = from
  const open = (): Promise<LeadReading> => openLeadFile(path, policy, { flags, process })
  if (flags.atColumn === undefined) {
    // A fault of the policy or the roster is told before anything of the leads is looked at.
    const now = (flags.at ?? Temporal.Now.instant()).round('millisecond')
    const loaded = await load(now)
    return { reading: await open(), clock: createLeadClock(now.epochMilliseconds), loaded }
  }
  if (flags.at !== undefined)
    throw new CliError('instant_twice', { where: '--at-column', hint: 'Leave out --at, or --at-column.' })
  const { reading, firstAtMs } = await readToFirstLead(await open())
  const startMs = firstAtMs ?? Temporal.Now.instant().epochMilliseconds
  return {
    reading,
    clock: createLeadClock(startMs),
    loaded: await load(Temporal.Instant.fromEpochMilliseconds(startMs)),
  }
}

/** Reads as far as the first lead, which comes again with all before it when the reading is read. */
async function readToFirstLead(
  reading: LeadReading,
): Promise<{ readonly reading: LeadReading; readonly firstAtMs: number | null }> {
  const batches = reading.batches[Symbol.asyncIterator]()
  const read: (readonly LeadRow[])[] = []
  let firstAtMs: number | null = null
  while (firstAtMs === null) {
    const next = await batches.next()
    if (next.done === true) break
    read.push(next.value)
    for (const row of next.value) if (row.kind === 'lead') firstAtMs ??= row.atMs
  }
  async function* again(): AsyncGenerator<readonly LeadRow[]> {
    yield* read.splice(0)
    yield* { [Symbol.asyncIterator]: () => batches }
  }
  return { reading: { ...reading, batches: again() }, firstAtMs }
}
