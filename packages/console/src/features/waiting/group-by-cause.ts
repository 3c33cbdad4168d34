import type { LeadSummary } from '@rightful/contract/api-paths'

/** Leads that wait for the same reason, the one that waits longest first. */
export type WaitingGroup = {
  readonly key: string
  readonly queue: string
  readonly reason: string
  /** Whether deciding failed, which somebody has to look at. */
  readonly isParked: boolean
  readonly leads: readonly LeadSummary[]
}

/** Groups leads by their queue and reason; what failed comes first, then the largest groups. */
export function groupByCause(leads: readonly LeadSummary[]): readonly WaitingGroup[] {
  const waiting = leads.flatMap((lead) => (lead.hold ? [{ lead, hold: lead.hold }] : []))
  const found = Map.groupBy(waiting, ({ lead, hold }) => `${lead.state} ${hold.queue} ${hold.error ?? hold.reason}`)
  return [...found]
    .flatMap(([key, members]): readonly WaitingGroup[] => {
      const [first] = members
      if (first === undefined) return []
      const { lead, hold } = first
      const byAge = members.toSorted((a, b) => Date.parse(a.hold.since) - Date.parse(b.hold.since))
      const group = { key, queue: hold.queue, reason: hold.error ?? hold.reason, isParked: lead.state === 'parked' }
      return [{ ...group, leads: byAge.map((member) => member.lead) }]
    })
    .toSorted((a, b) => Number(b.isParked) - Number(a.isParked) || b.leads.length - a.leads.length)
}
