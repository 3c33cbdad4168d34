import type { RecordVersion } from '@rightful/contract'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { RecordRow } from './queries.ts'
import { lastPart } from './record-id.ts'

/** A record as the API answers it: without the name of what it belongs to, which its address says. */
export function viewOfRecord({ kind, recordId, body, fromVersion, fromMs, toMs, changedBy }: RecordRow): RecordVersion {
  const { owner, pool, ...rest }: Readonly<Record<string, unknown>> = JSON.parse(body)
  const isOwners = kind === 'absence' || kind === 'feed' || kind === 'licence'
  const own = isOwners || owner === undefined ? {} : { owner }
  return {
    id: lastPart(recordId),
    version: fromVersion,
    valid_from: isoTime(fromMs),
    valid_until: isoTimeOrNull(toMs),
    changed_by: changedBy,
    body: kind === 'member' || pool === undefined ? rest : { ...rest, ...own, pool },
  }
}
