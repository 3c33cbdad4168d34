import { readEmail } from '../normalise/read-email.ts'
import { readWebAddress } from '../normalise/read-host.ts'
import { readPhone } from '../normalise/read-phone.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { type MapReading, readMap } from '../policy/read-map.ts'
import { readName, readText, readBoolean } from '../policy/read-value.ts'
import { isEmptyInterval, readMoment } from './read-moment.ts'
import { type RosterReader, beginningOf } from './roster-reader.ts'
import type { Consent, ContactEntry, NamedContact, Restriction } from './roster.ts'

const kinds = ['email', 'domain', 'phone', 'account'] as const
const entryKeys = [...kinds, 'channel', 'from', 'until', 'reason', 'basis', 'source'] as const
const consentKeys = [...entryKeys, 'withdrawn'] as const

type EntryMap = MapReading<(typeof entryKeys)[number]>

/** Reads one entry of whom nobody may contact. Values come out in the form that leads are compared in. */
export function readRestriction(reader: RosterReader, spot: Spot, zone: string): Restriction | null {
  const map = readMap(reader, spot, { keys: entryKeys, what: 'a restriction' })
  return map === null ? null : readEntry(reader, { map, spot, zone })
}

/** Reads one entry of who agreed to be contacted, in the same form. */
export function readConsent(reader: RosterReader, spot: Spot, zone: string): Consent | null {
  const map = readMap(reader, spot, { keys: consentKeys, what: 'a consent' })
  if (map === null) return null
  const entry = readEntry(reader, { map, spot, zone })
  const withdrawnSpot = map.get('withdrawn')
  const isWithdrawn = withdrawnSpot === null ? false : readBoolean(reader, withdrawnSpot)
  return entry === null || isWithdrawn === null ? null : { ...entry, isWithdrawn }
}

function readEntry(
  reader: RosterReader,
  { map, spot, zone }: { readonly map: EntryMap; readonly spot: Spot; readonly zone: string },
): ContactEntry | null {
  const named = readNamed(reader, map, spot)
  const [channelSpot, fromSpot, untilSpot, reasonSpot] = [
    map.get('channel'),
    map.get('from'),
    map.get('until'),
    map.get('reason'),
  ]
  const channel = channelSpot === null ? 'any' : readName(reader, channelSpot)
  const fromMs = fromSpot === null ? null : readMoment(reader, fromSpot, zone)
  const untilMs = untilSpot === null ? null : readMoment(reader, untilSpot, zone)
  const reason = reasonSpot === null ? null : readText(reader, reasonSpot)
  const origin = readOrigin(reader, map)
  if (untilSpot !== null && isEmptyInterval(reader, untilSpot, { fromMs, untilMs })) return null
  return named === null || channel === null ? null : { ...named, channel, fromMs, untilMs, reason, ...origin }
}

/** What is not said is left out, so that an entry without it is the entry that it was before there were origins. */
function readOrigin(reader: RosterReader, map: EntryMap): Pick<ContactEntry, 'basis' | 'source'> {
  const [basisSpot, sourceSpot] = [map.get('basis'), map.get('source')]
  const basis = basisSpot === null ? null : readName(reader, basisSpot)
  const source = sourceSpot === null ? null : readText(reader, sourceSpot)
  return { ...(basis === null ? {} : { basis }), ...(source === null ? {} : { source }) }
}

function readNamed(reader: RosterReader, map: EntryMap, spot: Spot): NamedContact | null {
  const given = kinds.filter((kind) => map.get(kind) !== null)
  const [kind, second] = given
  const at = kind === undefined ? null : map.get(kind)
  if (kind === undefined || at === null || second !== undefined) {
    return reader.tell(beginningOf(spot), {
      code: 'roster_contact_malformed',
      message:
        kind === undefined
          ? `\`${spot.path}\` does not say whom it is about.`
          : `\`${spot.path}\` names both \`${kind}\` and \`${second}\`.`,
      hint: kind === undefined ? 'Add one of `email`, `domain`, `phone` and `account`.' : 'Write one entry for each.',
    })
  }
  const text = readName(reader, at)
  if (text === null) return null
  const value = comparable(kind, text)
  if (value !== null) return { kind, value }
  return reader.tell(at, {
    code: 'roster_contact_malformed',
    message: `\`${text.slice(0, 60)}\` is not ${wanted[kind].what}.`,
    hint: wanted[kind].hint,
  })
}

function comparable(kind: NamedContact['kind'], text: string): string | null {
  switch (kind) {
    case 'email':
      return readEmail(text)?.address ?? null
    case 'domain':
      return readWebAddress(text)?.host ?? null
    case 'phone': {
      const phone = readPhone(text, null)
      return typeof phone === 'string' ? null : phone.number
    }
    case 'account':
      return text
  }
}

const wanted: Readonly<Record<NamedContact['kind'], { readonly what: string; readonly hint: string }>> = {
  email: {
    what: 'an e-mail address',
    hint: 'Write one such as `ada@example.com`; for all addresses of a company use `domain`.',
  },
  domain: { what: 'a domain', hint: 'Write one such as `example.com`.' },
  phone: { what: 'a phone number with its country', hint: 'Write it with the calling code: `+49 30 123456`.' },
  account: { what: 'an account', hint: 'Write the id of an account.' },
}
