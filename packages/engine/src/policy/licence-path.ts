/** A kind of licence as conditions can name it: `owner.licences.insurance`. */
const licenceKind = /^[\p{L}_][\p{L}\p{N}\p{M}_]{0,60}$/u
const prefix = 'licences.'

/** Whether conditions can read a licence of this kind. */
export function isLicenceKind(text: string): boolean {
  return licenceKind.test(text)
}

/** The attribute of a person under which the areas of a kind of licence are read. */
export function licenceAttribute(kind: string): string {
  return `${prefix}${kind}`
}

/** The kind that an attribute of a person, or the path of its symbol, is about; `null`: it is about no licence. */
export function licenceKindOf(path: string): string | null {
  const attribute = path.startsWith('owner.') ? path.slice('owner.'.length) : path
  const kind = attribute.startsWith(prefix) ? attribute.slice(prefix.length) : ''
  return isLicenceKind(kind) ? kind : null
}
