import type { Policy } from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import type { LeadFlags } from '../commands/lead-flags.ts'
import { joinMaps } from '../commands/parse-map.ts'
import { type LeadReading, readLeads } from '../readers/read-leads.ts'
import type { TargetField } from '../readers/plan-columns.ts'

/** Opens the file of leads as the flags say, its columns given to the policy's fields. */
export function openLeadFile(
  path: string,
  policy: Pick<Policy, 'fields'>,
  from: { readonly flags: LeadFlags; readonly process: CliProcess },
): Promise<LeadReading> {
  const { flags, process } = from
  return readLeads(path, {
    stdin: process.stdin,
    fields: [...leadColumns, ...policy.fields.map(({ name, type }): TargetField => ({ name, type }))],
    map: joinMaps(flags.map ?? []),
    format: flags.inputFormat ?? null,
    delimiter: flags.delimiter ?? null,
    encoding: flags.encoding ?? null,
    atColumn: flags.atColumn ?? null,
  })
}

/** What every file of leads may have beside the policy's fields. */
const leadColumns: readonly TargetField[] = [
  { name: 'id', type: null },
  { name: 'priority', type: null },
]
