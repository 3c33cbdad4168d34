import type { DocumentRange } from '../document/document-node.ts'
import type { Scope } from '../language/scope.ts'
import type { Fallback, Field, Target } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readDuration } from './read-duration.ts'
import { readFieldNames } from './read-field-names.ts'
import { readMap } from './read-map.ts'
import { readTargets } from './read-targets.ts'

type Known = { readonly scope: Scope; readonly fields: readonly Field[] }

/** Reads where leads go that no route takes. What is left out is held, in a queue named by the reason. */
export function readFallback(reader: PolicyReader, spot: Spot | null, known: Known): Fallback {
  const map =
    spot === null ? null : readMap(reader, spot, { keys: ['unmatched', 'incomplete', 'nobody'], what: 'the fallback' })
  const start: DocumentRange = map?.start ?? { start: 0, end: 0 }
  const held = (queue: string): readonly Target[] => [{ kind: 'hold', queue, place: reader.placeOf(start) }]
  const unmatched = map?.get('unmatched') ?? null
  return {
    unmatched: unmatched === null ? held('unmatched') : readTargets(reader, unmatched, known.scope),
    incomplete: readIncomplete(reader, map?.get('incomplete') ?? null, { ...known, byDefault: held('incomplete') }),
    nobody: readNobody(reader, map?.get('nobody') ?? null, { ...known, byDefault: held('nobody_eligible') }),
    place: reader.placeOf(start),
  }
}

type WithDefault = Known & { readonly byDefault: readonly Target[] }

function readIncomplete(
  reader: PolicyReader,
  spot: Spot | null,
  { scope, fields, byDefault }: WithDefault,
): Fallback['incomplete'] {
  if (spot === null) return { waitSeconds: 0, waitFor: [], then: byDefault }
  if (spot.node.kind === 'list') return { waitSeconds: 0, waitFor: [], then: readTargets(reader, spot, scope) }
  const map = readMap(reader, spot, { keys: ['wait', 'for', 'then'], what: '`incomplete`' })
  const [wait, waitFor, then] = [map?.get('wait') ?? null, map?.get('for') ?? null, map?.get('then') ?? null]
  if (waitFor !== null && wait === null) {
    reader.report({
      code: 'policy_option_without_rule',
      message: '`for` names what to wait for, but there is no `wait`.',
      hint: 'Add `wait: PT10M`, or remove `for`.',
      path: waitFor.path,
      range: map?.keyRange('for') ?? waitFor.node,
    })
  }
  return {
    waitSeconds: wait === null ? 0 : (readDuration(reader, wait, { isZeroAllowed: true })?.seconds ?? 0),
    waitFor: waitFor === null ? [] : readFieldNames(reader, waitFor, { fields, max: policyLimits.fieldsMax }),
    then: then === null ? byDefault : readTargets(reader, then, scope),
  }
}

function readNobody(reader: PolicyReader, spot: Spot | null, { scope, byDefault }: WithDefault): Fallback['nobody'] {
  if (spot === null) return { lookAheadSeconds: 0, then: byDefault }
  if (spot.node.kind === 'list') return { lookAheadSeconds: 0, then: readTargets(reader, spot, scope) }
  const map = readMap(reader, spot, { keys: ['look_ahead', 'then'], what: '`nobody`' })
  const [lookAhead, then] = [map?.get('look_ahead') ?? null, map?.get('then') ?? null]
  return {
    lookAheadSeconds: lookAhead === null ? 0 : (readDuration(reader, lookAhead, { isZeroAllowed: true })?.seconds ?? 0),
    then: then === null ? byDefault : readTargets(reader, then, scope),
  }
}
