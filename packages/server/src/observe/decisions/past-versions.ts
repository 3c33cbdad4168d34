import type { Roster } from '@rightful/engine'
import { readStoredRoster } from '../../control/people/read.ts'
import { type ReadyPolicy, readPolicy } from '../../control/policies/read.ts'
import type { Queryable } from '../../platform/db/database.ts'

/** The policies and rosters that decisions were made by; the same ones serve many decisions. */
export type PastVersions = {
  readonly policy: (version: number) => Promise<ReadyPolicy>
  readonly roster: (version: number) => Promise<Roster>
}

/** More would be a history of rosters in memory; decisions in their order need one or two. */
const VERSIONS_KEPT = 16

/** Reads policies and rosters of a workspace as they are stored; the latest that were asked for are kept. */
export function openPastVersions(db: Queryable, workspaceId: string): PastVersions {
  return {
    policy: remember((version) => readPolicy(db, workspaceId, version)),
    roster: remember((version) => readStoredRoster(db, workspaceId, version)),
  }
}

function remember<Value>(read: (version: number) => Promise<Value>): (version: number) => Promise<Value> {
  const known = new Map<number, Promise<Value>>()
  return (version) => {
    const reading = known.get(version) ?? read(version)
    // Whoever is asked for stands last, and the first goes.
    known.delete(version)
    known.set(version, reading)
    const [oldest = version] = known.keys()
    if (known.size > VERSIONS_KEPT) known.delete(oldest)
    return reading
  }
}
