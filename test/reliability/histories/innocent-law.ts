import { poison } from './faulty-database.ts'
import type { HistoryWorld } from './history-world.ts'
import type { Left } from './left-behind.ts'

/** Refusals that do not pass by themselves: each may strike one command that is alone in its batch, and no other. */
const lasting = /^refused (22P05|23514) /

/**
 * I1: nobody suffers for what was refused of others. Whoever is told of a failure sent something for a lead that the database
 * does not store, or was alone with a refusal of its own, or waited for so long that the node gave up.
 */
export function checkInnocent({ sent, faults }: HistoryWorld, { leads }: Left): readonly string[] {
  const struck = sent.filter(({ command, told }) => {
    if (told.kind !== 'unknown' || told.error.startsWith('RoutingError')) return false
    const given = command.kind === 'create' ? JSON.stringify(command.lead.attributes) : leads.get(command.leadId)?.given
    return given?.includes(poison) !== true
  })
  const refusals = faults.dealt.filter((fault) => lasting.test(fault)).length
  if (struck.length <= refusals) return []
  const names = struck.map(({ name, command, told }) => {
    const error = told.kind === 'unknown' ? told.error : ''
    return `${name} (${command.kind}: ${error})`
  })
  return [`I1: ${names.join(', ')} failed with ${refusals} refusals of their own`]
}
