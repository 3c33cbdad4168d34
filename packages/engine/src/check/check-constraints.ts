import type { Constraint } from '../policy/policy.ts'
import { type Box, regionWithin } from './box.ts'
import { type CheckSpace, boxesOfStatement } from './check-space.ts'
import { coverRegion } from './cover.ts'
import { type Finding, finding, listNames } from './finding.ts'
import { reachAmong } from './reach-rules.ts'

/** Pairs of bindings told. */
const PAIRS_TOLD = 10

/** Asks of each constraint whether it ever applies, whether all its leads are refused, and whether bindings meet. */
export function checkConstraints(space: CheckSpace): readonly Finding[] {
  const { constraints } = space.policy
  const findings = constraints.flatMap((_, index) => checkConstraint(space, index))
  return [...findings, ...checkBindings(space)]
}

function checkConstraint(space: CheckSpace, index: number): readonly Finding[] {
  const { constraints } = space.policy
  const { id, kind, place } = constraints[index]
  const path = `constraints[${index}].when`
  // A refused lead is refused whatever else is said of it; of two refusals the first gives the reason.
  const refusals = constraints.flatMap((other, at) =>
    other.kind === 'refuse' && (kind === 'refuse' ? at < index : at !== index) ? [at] : [],
  )
  const before = refusals.flatMap((at) => appliesBoxes(space, at))
  const reach = reachAmong(space, { own: appliesBoxes(space, index), domain: space.gappy, before })
  switch (reach.kind) {
    case 'reached':
    case 'cannot_tell':
      return []
    case 'never_true':
      return [
        finding('check_constraint_never_applies', {
          severity: 'warning',
          message: `The constraint \`${id}\` never applies: its conditions contradict each other.`,
          hint: 'Mend the condition, or remove the constraint.',
          place,
          path,
        }),
      ]
    case 'taken_before': {
      const names = reach.by.map((statement) => space.statements.list[statement].id)
      return [
        finding('check_constraint_refused', {
          severity: 'warning',
          message: `Every lead that \`${id}\` applies to is refused by ${listNames(names, 5)}${kind === 'refuse' ? ' before' : ''}, so it changes nothing.`,
          hint: 'Remove it, or narrow the refusal.',
          place,
          path,
        }),
      ]
    }
  }
}

function appliesBoxes(space: CheckSpace, index: number): readonly Box[] {
  return boxesOfStatement(space, space.statements.appliesOf[index])
}

type Binding = { readonly index: number; readonly constraint: Constraint & { readonly kind: 'bind' } }

/** Two bindings to owners of different kinds leave only whom both allow, which is hardly ever anybody. */
function checkBindings(space: CheckSpace): readonly Finding[] {
  const bindings = space.policy.constraints.flatMap((constraint, index): Binding[] =>
    constraint.kind === 'bind' ? [{ index, constraint }] : [],
  )
  const findings: Finding[] = []
  for (const [at, later] of bindings.entries()) {
    for (const earlier of bindings.slice(0, at)) {
      if (findings.length >= PAIRS_TOLD || earlier.constraint.bind.slot === later.constraint.bind.slot) continue
      if (doMeet(space, earlier.index, later.index)) findings.push(tellBindings(earlier, later))
    }
  }
  return findings
}

/** Whether some complete lead is surely bound by both: what only the evaluator can answer is no ground for saying so. */
function doMeet(space: CheckSpace, earlier: number, later: number): boolean {
  const isSure = ({ axes }: Box): boolean => axes.every((axis) => !space.isFree[axis])
  for (const a of appliesBoxes(space, earlier).filter(isSure)) {
    const region = regionWithin(space.complete, a)
    if (region === null) continue
    for (const b of appliesBoxes(space, later).filter(isSure)) {
      const both = regionWithin(region, b)
      if (both === null) continue
      const refusals = space.policy.constraints.flatMap(({ kind }, index) =>
        kind === 'refuse' ? appliesBoxes(space, index) : [],
      )
      const free = coverRegion(both, [...space.impossible, ...refusals], space.effort)
      if (free.kind === 'outside') return true
    }
  }
  return false
}

function tellBindings(earlier: Binding, later: Binding): Finding {
  const [a, b] = [earlier.constraint, later.constraint]
  return finding('check_constraints_bind_both', {
    severity: 'warning',
    message: `\`${a.id}\` binds some leads to \`${a.bind.path}\` and \`${b.id}\` binds them to \`${b.bind.path}\`; only who is both may get them.`,
    hint: 'Narrow one of the two, so that no lead is bound twice.',
    place: b.place,
    path: `constraints[${later.index}].when`,
  })
}
