import type { Value } from '../language/expression.ts'
import type { AccountMatch, NoMatchReason } from '../match/account.ts'
import type { FieldNote } from '../normalise/lead.ts'
import type { Policy } from '../policy/policy.ts'
import type { DecisionInputs } from './decision.ts'

/** `country DE (given "Deutschland") · employees 5000 · segment enterprise (derived) · missing: product, source`. */
export function leadLine(inputs: DecisionInputs, policy: Policy): string {
  const notes = new Map(inputs.notes.map((note) => [note.field, note]))
  const given = policy.fields.flatMap(({ name }) => {
    const note = notes.get(name)
    const value = inputs.values[name]
    return value === undefined ? [] : [`${name} ${valueText(value)}${noteText(note)}`]
  })
  const derived = policy.derived.map(({ name }) => {
    const value = inputs.derived[name]
    return value === undefined ? `${name}: unknown` : `${name} ${valueText(value)} (derived)`
  })
  const told = inputs.gaps
    .filter((name) => notes.has(name))
    .map((name) => `${name}: missing${noteText(notes.get(name))}`)
  const untold = inputs.gaps.filter((name) => !notes.has(name))
  return [...given, ...derived, ...told, ...(untold.length === 0 ? [] : [`missing: ${untold.join(', ')}`])].join(' · ')
}

/** A value as a person reads it: lists joined with `, `. */
export function valueText(value: Value): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value)
}

function noteText(note: FieldNote | undefined): string {
  switch (note?.kind) {
    case undefined:
      return ''
    case 'normalised':
      return ` (given ${JSON.stringify(note.given)})`
    case 'inferred':
      return ` (inferred from ${note.from.replaceAll('_', ' ')})`
    case 'placeholder':
      return ` (given ${JSON.stringify(note.given)}, which says nothing)`
    case 'unreadable':
      return ` (given ${JSON.stringify(note.given)}: ${note.because.replaceAll('_', ' ')})`
  }
}

const whyNone = {
  nothing_to_compare: 'nothing to compare',
  free_mail: 'free mail address',
  no_candidate: 'no account like it',
  place_contradicts: 'the account of this name is elsewhere',
  place_needed: 'the name occurs in many places, and the lead does not say where it is',
  domain_contradicts: 'the mail domain is not that of the account of this name',
} as const satisfies Record<NoMatchReason, string>

/** `Analytical Engines GmbH, domain_exact; tier standard; owned by nobody`. */
export function accountLine(match: AccountMatch): string {
  switch (match.kind) {
    case 'matched': {
      const { account } = match
      const tier = account.tier === undefined ? 'no tier' : `tier ${account.tier}`
      return `${account.name}, ${match.tier}; ${tier}; owned by ${account.owner ?? 'nobody'}`
    }
    case 'ambiguous':
      return `ambiguous: ${match.accountIds.length} accounts for ${JSON.stringify(match.evidence)} (${match.tier}): ${match.accountIds.join(', ')}`
    case 'none':
      return `none: ${whyNone[match.because]}`
  }
}
