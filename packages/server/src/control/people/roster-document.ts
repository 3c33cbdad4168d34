import type { RosterRecord } from './queries.ts'

/** What records are kept of. The body of each is the roster document's own form, without what is a record of its own. */
export const rosterKinds = ['roster', 'hours', 'owner', 'absence', 'pool', 'member', 'restriction'] as const

export type RosterKind = (typeof rosterKinds)[number]

type Body = Readonly<Record<string, unknown>>

/**
 * Puts a roster document together from its records: owners with their absences, pools with their members, in the order
 * of their ids, so that the same records give the same document.
 */
export function rosterDocument(records: readonly RosterRecord[]): string {
  const bodies = new Map<string, { readonly id: string; readonly body: Body }[]>()
  for (const { kind, recordId, body } of records) {
    const listed = bodies.get(kind) ?? []
    listed.push({ id: recordId, body: JSON.parse(body) })
    bodies.set(kind, listed)
  }
  const of = (kind: RosterKind): readonly { readonly id: string; readonly body: Body }[] => bodies.get(kind) ?? []
  const absences = groupBy(of('absence'), 'owner')
  const members = groupBy(of('member'), 'pool')
  return JSON.stringify({
    roster: 'roster',
    ...of('roster')[0]?.body,
    ...(of('hours').length === 0
      ? {}
      : { hours: Object.fromEntries(of('hours').map(({ id, body }) => [id, body['hours']])) }),
    owners: of('owner').map(({ id, body }) => ({ ...body, id, absences: absences.get(id) ?? [] })),
    pools: of('pool').map(({ id, body }) => ({ ...body, id, members: members.get(id) ?? [] })),
    restrictions: of('restriction').map(({ body }) => body),
  })
}

/** The bodies by the record they belong to, without the name of that. */
function groupBy(
  records: readonly { readonly body: Body }[],
  part: 'owner' | 'pool',
): ReadonlyMap<string, readonly Body[]> {
  const groups = new Map<string, Body[]>()
  for (const { body } of records) {
    const { [part]: of, ...rest } = body
    const listed = groups.get(String(of)) ?? []
    listed.push(rest)
    groups.set(String(of), listed)
  }
  return groups
}
