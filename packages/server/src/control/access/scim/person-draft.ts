import { attributesOf, type PatchStep, plainPath } from './patch.ts'
import { scimRefusal } from './scim-refusal.ts'

/** The schema of what is ours alone: which owner of the roster somebody is. */
export const ownSchema = 'urn:rightful:params:scim:schemas:1.0:User'

/** Somebody as a directory has them. `ownerId` is undefined where it says nothing of it. */
export type Person = {
  readonly userName: string
  readonly externalId: string | null
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly email: string
  readonly isActive: boolean
  readonly ownerId: string | null | undefined
}

/** What is known while steps are gone through; texts may be missing until the end. */
type Draft = {
  userName: string | null
  externalId: string | null
  displayName: string | null
  givenName: string | null
  familyName: string | null
  email: string | null
  isActive: boolean
  ownerId: string | null | undefined
}

const blank: Draft = {
  userName: null,
  externalId: null,
  displayName: null,
  givenName: null,
  familyName: null,
  email: null,
  isActive: true,
  ownerId: undefined,
}

/** Somebody as a whole: what is left out is nothing. Throws `provisioning_invalid`. */
export function personOf(body: unknown): Person {
  const draft = { ...blank }
  setAll(draft, body)
  return finished(draft)
}

/** Somebody after the steps of a PATCH. Throws `provisioning_invalid`. */
export function patchedPerson(known: Person, steps: readonly PatchStep[]): Person {
  const draft: Draft = { ...known, displayName: known.name }
  const isNamed = steps.some((step) => namesWhole(step))
  for (const { op, path, value } of steps) {
    if (path === null) setAll(draft, value)
    else set(draft, plainPath(path), op === 'remove' ? null : value)
  }
  // An address that was the user name goes with it.
  const isMailName = known.email === known.userName.toLowerCase() && draft.userName !== known.userName
  if (isMailName && draft.email === known.email) draft.email = null
  const hasNewParts = draft.givenName !== known.givenName || draft.familyName !== known.familyName
  if (hasNewParts && !isNamed) draft.displayName = joined(draft)
  return finished(draft)
}

/** Whether a step sets the whole name, and not only its parts. */
function namesWhole({ path, value }: PatchStep): boolean {
  if (path !== null) return ['displayname', 'name.formatted'].includes(plainPath(path))
  return ['displayname', 'name.formatted'].some((name) => attributesOf(value).has(name))
}

function setAll(draft: Draft, value: unknown): void {
  for (const [path, part] of attributesOf(value)) set(draft, plainPath(path), part)
}

const workMail = /^emails\[(type eq "work"|primary eq "?true"?)\](\.value)?$/

/** Sets one attribute. What is not kept here is passed over: RFC 7643 lets a server keep what it knows. */
function set(draft: Draft, path: string, value: unknown): void {
  if (path.startsWith(ownSchema.toLowerCase())) return setOwn(draft, path.slice(ownSchema.length + 1), value)
  if (path === 'emails') draft.email = primaryOf(value)
  else if (workMail.test(path) || path === 'emails.value')
    draft.email = text(typeof value === 'string' ? value : primaryOf([value]))
  else if (path === 'active') draft.isActive = flag(value)
  else if (path === 'username') draft.userName = text(value)
  else if (path === 'externalid') draft.externalId = text(value)
  else if (path === 'displayname' || path === 'name.formatted') draft.displayName = text(value) ?? draft.displayName
  else if (path === 'name.givenname') draft.givenName = text(value)
  else if (path === 'name.familyname') draft.familyName = text(value)
  else if (path === 'name' && value !== null) {
    // The name that is shown counts more than the one that is put together.
    const parts = [...attributesOf(value)].filter(([part]) => part !== 'formatted' || draft.displayName === null)
    for (const [part, inner] of parts) set(draft, `name.${part}`, inner)
  }
}

function setOwn(draft: Draft, path: string, value: unknown): void {
  if (path === '' && value !== null) draft.ownerId = text(attributesOf(value).get('ownerid'))
  else if (path === '' || path === 'ownerid') draft.ownerId = text(value)
}

const TEXT_MAX = 300

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string' || value.length > TEXT_MAX || /\p{Cc}/u.test(value)) {
    throw scimRefusal('invalidValue', `one line of text of up to ${TEXT_MAX} characters is asked for`)
  }
  return value.trim() === '' ? null : value.trim()
}

/** Entra ID writes booleans as texts, `"False"`, and at times within a list. */
function flag(value: unknown): boolean {
  if (Array.isArray(value) && value.length === 1) return flag(attributesOf(value[0]).get('value'))
  const said = typeof value === 'string' ? value.toLowerCase() : value
  if (said === true || said === 'true') return true
  if (said === false || said === 'false') return false
  throw scimRefusal('invalidValue', 'active is true or false')
}

function primaryOf(value: unknown): string | null {
  if (!Array.isArray(value)) return text(value)
  const mails = value.map(attributesOf)
  const primary = mails.find((mail) => String(mail.get('primary')).toLowerCase() === 'true')
  const work = mails.find((mail) => mail.get('type') === 'work')
  return text((primary ?? work ?? mails[0])?.get('value'))
}

function joined({ givenName, familyName }: Draft): string | null {
  const parts = [givenName, familyName].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(' ')
}

const mailForm = /^[^\s@]{1,64}@[^\s@]{1,255}$/

function finished(draft: Draft): Person {
  const { userName, externalId, givenName, familyName, isActive, ownerId } = draft
  if (userName === null) throw scimRefusal('invalidValue', 'userName is missing')
  const email = (draft.email ?? userName).toLowerCase()
  if (!mailForm.test(email)) throw scimRefusal('invalidValue', 'neither emails nor userName has an e-mail address')
  const name = (draft.displayName ?? joined(draft) ?? userName).slice(0, 200)
  return { userName, externalId, name, givenName, familyName, email, isActive, ownerId }
}
