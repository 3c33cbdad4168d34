import { builtInGroups } from './built-in-groups.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readEntries } from './read-map.ts'
import { readNames } from './read-value.ts'

/** Reads the policy's groups: names for lists of values. One that has a built-in group's name takes its place. */
export function readGroups(reader: PolicyReader, spot: Spot): Readonly<Record<string, readonly string[]>> {
  const entries = readEntries(reader, spot, { max: policyLimits.groupsMax, wanted: 'a map of group names to lists' })
  const groups = new Map<string, readonly string[]>()
  for (const entry of entries ?? []) {
    if (Object.hasOwn(builtInGroups, entry.name)) {
      reader.report({
        code: 'policy_group_overrides',
        severity: 'notice',
        message: `The group \`${entry.name}\` takes the place of the built-in one.`,
        hint: 'Leave it out to use the built-in group, or give yours another name.',
        path: entry.path,
        range: entry.keyRange,
      })
    }
    const members = readNames(reader, entry, { max: policyLimits.valuesMax, wanted: 'a list of values' })
    if (members !== null) groups.set(entry.name, members)
  }
  return Object.fromEntries(groups)
}
