import type { Value } from '../language/expression.ts'
import type { AccountMatch, NoMatchReason } from '../match/account.ts'
import type { FieldNote } from '../normalise/lead.ts'
import type { Policy } from '../policy/policy.ts'
import type { DecisionInputs } from './decision.ts'
import { shortList } from './short-list.ts'

/** `country DE (given "Deutschland") · employees 5000 · segment enterprise (derived) · missing: product, source`. */
export function leadLine(inputs: DecisionInputs, policy: Policy): string {
  const notes = new Map(inputs.notes.map((note) => [note.field, note]))
  const values = new Map(Object.entries(inputs.values))
  const derivedValues = new Map(Object.entries(inputs.derived))
  const given = policy.fields.flatMap(({ name }) => {
    const value = values.get(name)
    return value === undefined ? [] : [`${name} ${valueText(value)}${noteText(notes.get(name))}`]
  })
  const derived = policy.derived.map(({ name }) => {
    const value = derivedValues.get(name)
    return value === undefined ? `${name}: unknown` : `${name} ${valueText(value)} (derived)`
  })
  const told = inputs.gaps
    .filter((name) => notes.has(name))
    .map((name) => `${name}: missing${noteText(notes.get(name))}`)
  const untold = inputs.gaps.filter((name) => !notes.has(name))
  const said = [
    ...given,
    ...derived,
    ...told,
    ...(untold.length === 0 ? [] : [`missing: ${shortList(untold, GAPS_SHOWN_MAX)}`]),
  ]
  return said.length === 0 ? 'the policy reads no attributes' : said.join(' · ')
}

const GAPS_SHOWN_MAX = 12

/** A value as a person reads it: lists joined with `, `, an empty one as `none`, and long texts cut. */
export function valueText(value: Value): string {
  if (!Array.isArray(value)) return shortened(String(value))
  return value.length === 0
    ? 'none'
    : shortList(
        value.map((item) => shortened(String(item))),
        GAPS_SHOWN_MAX,
      )
}

const TEXT_SHOWN_MAX = 80

function shortened(text: string): string {
  return text.length <= TEXT_SHOWN_MAX ? text : `${text.slice(0, TEXT_SHOWN_MAX - 1)}…`
}

function noteText(note: FieldNote | undefined): string {
  switch (note?.kind) {
    case undefined:
      return ''
    case 'normalised':
      return ` (given ${givenText(note.given)})`
    case 'inferred':
      return ` (inferred from ${note.from.replaceAll('_', ' ')})`
    case 'placeholder':
      return ` (given ${givenText(note.given)}, which says nothing)`
    case 'unreadable':
      return ` (given ${givenText(note.given)}, ${whyUnreadable[note.because]})`
  }
}

function givenText(given: string): string {
  return JSON.stringify(shortened(given))
}

const whyUnreadable = {
  ambiguous: 'which could be several',
  not_in_list: 'which is not in the list',
  malformed: 'which cannot be read',
  out_of_range: 'which is out of range',
} as const satisfies Record<Extract<FieldNote, { readonly kind: 'unreadable' }>['because'], string>

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

/** What happened before; empty for a lead that had no owner yet. */
export function historyLine({ history, keepOwner }: DecisionInputs): string {
  const { currentOwnerId, excludedOwnerIds, reassignedCount } = history
  const said = [
    currentOwnerId === null ? '' : `owned by ${currentOwnerId}${keepOwner ? ', who keeps it if they may' : ''}`,
    reassignedCount === 0 ? '' : `reassigned ${reassignedCount === 1 ? 'once' : `${reassignedCount} times`}`,
    excludedOwnerIds.length === 0 ? '' : `not to go to ${shortList(excludedOwnerIds, GAPS_SHOWN_MAX)} again`,
  ]
  return said.filter((part) => part !== '').join('; ')
}

/**
 * Missing attributes as the end of a sentence, such as ` (missing: country)`. Where no account was matched, that is said instead of what such an
 * account would have had; where nothing is missing, the condition could not be computed.
 */
export function missingText(missing: readonly string[], match: AccountMatch | null): string {
  if (missing.length === 0) return ' (it cannot be computed)'
  const hasNoAccount = match !== null && match.kind !== 'matched'
  const others = hasNoAccount ? missing.filter((name) => !name.startsWith('account.')) : missing
  const parts = [
    ...(others.length < missing.length ? ['no account'] : []),
    ...(others.length === 0 ? [] : [`missing: ${shortList(others, GAPS_SHOWN_MAX)}`]),
  ]
  return ` (${parts.join('; ')})`
}
