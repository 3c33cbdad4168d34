import type { MailKind } from './listed-mail-kind.ts'
import { readHost } from './read-host.ts'
import type { HostReading } from './read-host.ts'

export type { MailKind } from './listed-mail-kind.ts'

/** Domains that a user knows better; each counts for the hosts below it too. */
export type MailLists = {
  readonly company?: readonly string[]
  readonly free?: readonly string[]
  readonly disposable?: readonly string[]
}

/** The kind of a mail host by the built-in lists; what is no host is nobody's mail in particular. */
export function mailKind(host: string): MailKind {
  return readHost(host)?.kind ?? 'company'
}

/** Makes what tells the kind of a host, with a user's own lists on top of the built-in ones. */
export function prepareMailKind(lists: MailLists): (host: HostReading) => MailKind {
  const own = new Map<string, MailKind>()
  for (const kind of ['disposable', 'free', 'company'] as const) {
    for (const domain of lists[kind] ?? []) own.set(domain.toLowerCase().replace(/^@/, ''), kind)
  }
  if (own.size === 0) return ({ kind }) => kind
  return ({ host, kind }) => kindIn(own, host) ?? kind
}

function kindIn(kinds: ReadonlyMap<string, MailKind>, host: string): MailKind | null {
  for (let name = host, dot = 0; dot !== -1; name = name.slice(dot + 1)) {
    const kind = kinds.get(name)
    if (kind !== undefined) return kind
    dot = name.indexOf('.')
  }
  return null
}
