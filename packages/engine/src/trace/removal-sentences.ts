import type { CapUse } from '../balance/pool-snapshot.ts'
import type { Policy } from '../policy/policy.ts'
import { formatInstant } from './format-instant.ts'
import { valueText } from './input-sentences.ts'
import type { Removal } from './decision.ts'

/** What a sentence about one person needs besides the removal: their zone, the moment of the decision, the policy. */
export type Telling = { readonly zone: string | null; readonly nowMs: number; readonly policy: Policy }

/** Why a person could not take the lead, as the end of a sentence that starts with their id. */
export function removalSentence(removal: Removal, telling: Telling): string {
  switch (removal.kind) {
    case 'inactive':
      return 'no longer active'
    case 'not_a_member':
      return removal.fromMs === null ? 'not a member now' : `a member only from ${until(removal.fromMs, telling)}`
    case 'excluded':
      return removal.because === 'other_role' ? 'already has another role on this lead' : 'had this lead before'
    case 'require':
      return `${removal.result === 'unknown' ? 'may not meet' : 'does not meet'} ${removal.constraintId} (${requirementText(removal.constraintId, telling.policy)})${licencesText(removal, telling)}`
    case 'bound_elsewhere':
      return `not ${removal.ownerId}, to whom ${removal.constraintId} binds the lead`
    case 'absent': {
      const note = removal.note === null ? '' : ` (${removal.note})`
      return removal.untilMs === null ? `absent${note}` : `absent until ${until(removal.untilMs, telling)}${note}`
    }
    case 'off_shift':
      return removal.untilMs === null ? 'off shift' : `off shift until ${until(removal.untilMs, telling)}`
    case 'cap': {
      const frees = removal.freesAtMs === null ? '' : ` until ${until(removal.freesAtMs, telling)}`
      return `${capText({ ...removal, kind: removal.cap })}${frees}`
    }
  }
}

/** `: licence insurance for US-CA ended Tue 1 Dec 00:00`. The one that ended last, or that begins first, says most. */
function licencesText({ licences = [] }: Removal & { readonly kind: 'require' }, telling: Telling): string {
  const { nowMs } = telling
  const ended = licences.filter(({ untilMs }) => untilMs !== null && untilMs <= nowMs)
  const last = ended.toSorted((a, b) => (b.untilMs ?? 0) - (a.untilMs ?? 0)).at(0)
  if (last !== undefined && last.untilMs !== null)
    return `: licence ${last.kind} for ${last.area} ended ${until(last.untilMs, telling)}`
  const next = licences.toSorted((a, b) => (a.fromMs ?? 0) - (b.fromMs ?? 0)).at(0)
  if (next === undefined || next.fromMs === null) return ''
  return `: licence ${next.kind} for ${next.area} begins only ${until(next.fromMs, telling)}`
}

function until(epochMs: number, telling: Telling): string {
  return formatInstant(epochMs, telling.zone, telling.nowMs)
}

/** `open leads 40 of 40`; `leads today with segment enterprise from dach 5 of 5`. */
export function capText({ kind, segment, pool, used, limit }: CapUse): string {
  const what = { open: 'open leads', day: 'leads today', week: 'leads this week', window: 'leads in the window' }[kind]
  const ofSegment = segment === null ? '' : ` with ${segment.field} ${valueText(segment.value)}`
  const fromPool = pool === null ? '' : ` from ${pool}`
  return `${what}${ofSegment}${fromPool} ${used} of ${limit}`
}

/** What a hard rule asks of a person, short: `no "gdpr"` where it asks for something in a list, else its text. */
export function requirementText(constraintId: string, policy: Policy): string {
  const constraint = policy.constraints.find((one) => one.id === constraintId)
  if (constraint?.kind !== 'require') return 'the rule is not in this policy'
  const { expression, text } = constraint.require
  if (expression.kind === 'in' && expression.item.kind === 'constant' && expression.list.kind === 'symbol')
    return `no ${JSON.stringify(expression.item.value)}`
  return `asked: ${text}`
}
