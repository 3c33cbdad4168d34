/** Which mail domains may and may not stand for a company, on top of the built-in lists. A domain covers those below it. */
export type DomainLists = {
  /** Match by these although they are known as free mail: an internet provider's own staff, for instance. */
  readonly allow?: readonly string[]
  /** Never match by these: a domain that several companies share. Stronger than `allow`. */
  readonly deny?: readonly string[]
}

/** A domain of an account that no lead is matched by. */
export type SkippedDomain = {
  readonly accountId: string
  readonly domain: string
  readonly because: 'free' | 'disposable' | 'denied' | 'malformed'
}

/** The name without its ending and hyphens: `blue-river.co.uk` → `blueriver`. */
export function domainLabel(registrable: string): string {
  const dot = registrable.indexOf('.')
  const label = dot === -1 ? registrable : registrable.slice(0, dot)
  return label.includes('-') ? label.replaceAll('-', '') : label
}

/** Shorter labels (`ge`, `abc`) are shared by too many to speak for or against a name. */
export const labelLettersMin = 4

/** Whether the label is long enough to name one company. */
export function isTellingLabel(label: string): boolean {
  return label.length >= labelLettersMin
}

/** Answers whether a domain, or one above it, is in the list. */
export function isListed(list: ReadonlySet<string>, host: string): boolean {
  if (list.size === 0) return false
  let name = host
  for (;;) {
    if (list.has(name)) return true
    const dot = name.indexOf('.')
    if (dot === -1) return false
    name = name.slice(dot + 1)
  }
}
