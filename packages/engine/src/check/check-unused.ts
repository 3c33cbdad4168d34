import type { Field, FieldType, Policy } from '../policy/policy.ts'
import type { Roster } from '../roster/roster.ts'
import { builtInGroups } from '../policy/built-in-groups.ts'
import { type Finding, finding, listNames } from './finding.ts'
import { type PolicyReads, collectReads } from './policy-reads.ts'

/** Names shown of one list. */
const NAMES_SHOWN = 8

/** Fields of these types say who the lead is: matching and inference read them, whatever the conditions do. */
const identityTypes: ReadonlySet<FieldType> = new Set([
  'email',
  'domain',
  'company',
  'phone',
  'country',
  'subdivision',
  'postal_code',
])

/** Texts that say who the lead is, by their usual names. */
const identityNames: ReadonlySet<string> = new Set(['name', 'full_name', 'city'])

/** Finds what is declared and used nowhere. */
export function checkUnused(policy: Policy, roster: Roster | null): readonly Finding[] {
  const reads = collectReads(policy)
  const inCaps = new Set(roster === null ? [] : segmentFields(roster))
  return [
    ...policy.fields.flatMap((field) => checkField(field, reads, inCaps)),
    ...Object.keys(policy.groups).flatMap((name) => checkGroup(policy, name, reads)),
    ...policy.derived
      .filter(({ name }) => !reads.symbols.has(name) && !inCaps.has(name))
      .map(({ name, place }) =>
        finding('check_derived_unused', {
          severity: 'notice',
          message: `Nothing reads the derived value \`${name}\`.`,
          hint: 'Remove it, unless reports use it.',
          place,
          path: `derive.${name}`,
        }),
      ),
  ]
}

function segmentFields({ owners, pools }: Roster): readonly string[] {
  return [...owners, ...pools].flatMap(({ caps }) =>
    caps.flatMap(({ segment }) => (segment === null ? [] : [segment.field])),
  )
}

function checkField(field: Field, reads: PolicyReads, inCaps: ReadonlySet<string>): readonly Finding[] {
  const { name, type, values, place } = field
  const path = `fields.${name}`
  if (!reads.symbols.has(name) && !inCaps.has(name)) {
    const isIdentity = identityTypes.has(type) || (type === 'string' && identityNames.has(name))
    if (isIdentity) return []
    return [
      finding('check_field_unused', {
        severity: 'notice',
        message: `Nothing reads the field \`${name}\`.`,
        hint: 'Remove it, unless it is there to be kept with the decision.',
        place,
        path,
      }),
    ]
  }
  if (type !== 'enum' || field.many || reads.anyValue.has(name) || inCaps.has(name)) return []
  const named = reads.values.get(name) ?? new Set()
  const unused = values.filter((value) => !named.has(value))
  // Where it is only asked whether the field is known, no value was meant to be told from another.
  if (unused.length === 0 || named.size === 0) return []
  return [
    finding('check_values_unused', {
      severity: 'notice',
      message: `No condition names ${listNames(unused, NAMES_SHOWN)}, which \`${name}\` can be.`,
      hint: 'Remove what is not used any more, or add rules for it.',
      place,
      path: `${path}.values`,
    }),
  ]
}

function checkGroup(policy: Policy, name: string, reads: PolicyReads): readonly Finding[] {
  // Built-in groups are listed only where they are used, unless the policy has its own of the same name.
  const isBuiltIn =
    Object.hasOwn(builtInGroups, name) && sameMembers(policy.groups[name] ?? [], builtInGroups[name] ?? [])
  if (reads.groups.has(name) || isBuiltIn) return []
  return [
    finding('check_group_unused', {
      severity: 'notice',
      message: `Nothing uses the group \`${name}\`.`,
      hint: 'Remove it.',
      place: { file: policy.fallback.place.file, line: 1, column: 1 },
      path: `groups.${name}`,
    }),
  ]
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((member) => b.includes(member))
}
