import { z } from 'zod'
import { attributesOf, type PatchStep, plainPath } from './patch.ts'
import { parseFilter } from './filter.ts'
import { scimRefusal } from './scim-refusal.ts'

/** A group as a directory has it. */
export type Crew = { readonly name: string; readonly externalId: string | null; readonly userIds: ReadonlySet<string> }

const NAME_MAX = 200
const MEMBERS_MAX = 2000
const id = z.uuid().toLowerCase()

/** A group as a whole: what is left out is nothing. Throws `provisioning_invalid`. */
export function crewOf(body: unknown): Crew {
  const attributes = attributesOf(body)
  return {
    name: nameOf(attributes.get('displayname')),
    externalId: externalOf(attributes.get('externalid')),
    userIds: membersOf(attributes.get('members')),
  }
}

/** A group after the steps of a PATCH. Throws `provisioning_invalid`. */
export function patchedCrew(known: Crew, steps: readonly PatchStep[]): Crew {
  let crew = known
  for (const { op, path, value } of steps) {
    const parts = path === null ? [...attributesOf(value)] : ([[plainPath(path), value]] as const)
    for (const [name, part] of parts) crew = changed(crew, { op, path: plainPath(name), value: part })
  }
  return crew
}

const oneMember = /^members\[(.+)\]$/

function changed(crew: Crew, { op, path, value }: PatchStep & { readonly path: string }): Crew {
  if (path === 'displayname') return op === 'remove' ? crew : { ...crew, name: nameOf(value) }
  if (path === 'externalid') return { ...crew, externalId: op === 'remove' ? null : externalOf(value) }
  const [, selector] = oneMember.exec(path) ?? []
  if (path !== 'members' && selector === undefined) return crew
  const named = selector === undefined ? membersOf(value) : new Set([selectedMember(selector)])
  switch (op) {
    case 'add':
      return { ...crew, userIds: crew.userIds.union(named) }
    case 'replace':
      return { ...crew, userIds: named }
    case 'remove':
      // Without a word of whom, all of them are meant.
      return { ...crew, userIds: named.size === 0 ? new Set() : crew.userIds.difference(named) }
  }
}

function selectedMember(selector: string): string {
  const filter = parseFilter(selector)
  const isOne = filter.kind === 'compare' && filter.path === 'value' && filter.operator === 'eq'
  if (!isOne) throw scimRefusal('invalidPath', 'members are chosen by value eq')
  return memberId(filter.value)
}

function membersOf(value: unknown): ReadonlySet<string> {
  if (value === undefined || value === null) return new Set()
  const list = Array.isArray(value) ? value : [value]
  if (list.length > MEMBERS_MAX) throw scimRefusal('invalidValue', `a group has at most ${MEMBERS_MAX} members`)
  return new Set(list.map((member) => memberId(attributesOf(member).get('value'))))
}

function memberId(value: unknown): string {
  const read = id.safeParse(value)
  if (!read.success) throw scimRefusal('invalidValue', 'a member is named by the id of a user')
  return read.data
}

function nameOf(value: unknown): string {
  const name = typeof value === 'string' ? value.trim() : ''
  if (name === '' || name.length > NAME_MAX || /\p{Cc}/u.test(name)) {
    throw scimRefusal('invalidValue', `displayName is one line of 1 to ${NAME_MAX} characters`)
  }
  return name
}

function externalOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || value.length > 300) throw scimRefusal('invalidValue', 'externalId is a short text')
  return value
}
