import type { Decision } from '@rightful/engine'
import type { LeadReading, LeadRow } from '../readers/read-leads.ts'
import { nearestName } from '../readers/nearest-name.ts'
import type { Router } from './create-router.ts'
import type { LeadClock } from './lead-clock.ts'

/** A lead that was asked for, decided in full. */
export type AskedLead = {
  /** The line of the input file. */
  readonly line: number
  /** Leads of the file that were decided before it. */
  readonly decidedBefore: number
  readonly decision: Decision
}

/** What reading a file for some of its leads gave. */
export type AskedLeads = {
  /** In the order they were asked for. */
  readonly found: readonly AskedLead[]
  readonly missing: readonly MissingLead[]
  /** Rows that could not be read, as far as the file was read. */
  readonly unreadable: number
  readonly leads: number
}

/** A lead that is not in the file, with the id that comes nearest. */
export type MissingLead = { readonly leadId: string; readonly nearest: string | null }

export type AskedRun = {
  readonly router: Router
  readonly reading: LeadReading
  readonly clock: LeadClock
  /** Only the leads asked for are decided. */
  readonly isAlone: boolean
  readonly interrupted: AbortSignal
  readonly onBatch: (leads: number) => void
}

/**
 * Decides the leads of a file in order until all that are asked for have come; these in full, the others in brief. Of leads
 * with one id, the first is meant.
 */
export async function decideAsked(run: AskedRun, leadIds: readonly string[]): Promise<AskedLeads> {
  const found = new Map<string, AskedLead>()
  const nearest = new Map<string, string | null>()
  const wanted = new Set(leadIds)
  const counts = { decided: 0, leads: 0, unreadable: 0 }
  for await (const rows of run.reading.batches) {
    if (run.interrupted.aborted) break
    for (const row of rows) {
      if (wanted.size === 0) break
      if (row.kind === 'rejected') {
        counts.unreadable += 1
        continue
      }
      counts.leads += 1
      const isWanted = wanted.delete(row.lead.id)
      const nowMs = run.clock.decideAt(row)
      if (run.isAlone && !isWanted) continue
      const decision = run.router.route(row.lead, nowMs, isWanted ? 'full' : 'brief')
      if (isWanted) found.set(row.lead.id, { line: row.line, decidedBefore: counts.decided, decision })
      counts.decided += 1
    }
    if (wanted.size === 0) break
    keepNearest(nearest, wanted, rows)
    run.onBatch(counts.leads)
  }
  return {
    found: [...new Set(leadIds)].flatMap((leadId) => found.get(leadId) ?? []),
    missing: [...wanted].map((leadId) => ({ leadId, nearest: nearest.get(leadId) ?? null })),
    unreadable: counts.unreadable,
    leads: counts.leads,
  }
}

/** The ids of a file need not fit into the memory: of each batch only the nearest is kept. */
function keepNearest(nearest: Map<string, string | null>, wanted: ReadonlySet<string>, rows: readonly LeadRow[]): void {
  const ids = rows.flatMap((row) => (row.kind === 'lead' ? [row.lead.id] : []))
  for (const leadId of wanted) {
    const before = nearest.get(leadId) ?? null
    nearest.set(leadId, nearestName(leadId, before === null ? ids : [before, ...ids]))
  }
}
