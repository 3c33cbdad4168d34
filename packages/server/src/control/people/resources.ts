import {
  type ErrorCode,
  putAbsenceRequest,
  putConsentRequest,
  putFeedRequest,
  putHoursRequest,
  putLicenceRequest,
  putMemberRequest,
  putOwnerRequest,
  putPoolRequest,
  putRestrictionRequest,
  putRosterRequest,
  putTeamRequest,
} from '@rightful/contract'
import type { z } from 'zod'
import type { RosterKind } from './roster-document.ts'

/** A kind of record as the API offers it. */
export type PeopleResource = {
  readonly kind: RosterKind
  /** `Owner`: what operations are named after, and its plural. */
  readonly noun: string
  readonly nouns: string
  /** What one is called in a sentence. */
  readonly said: string
  /** Where all of them are: `/v1/owners`. */
  readonly path: `/v1/${string}`
  /** The parameters of one's path, from the outermost: the parts of its record's id. */
  readonly parts: readonly string[]
  readonly schema: z.ZodType<Readonly<Record<string, unknown>>>
  readonly notFound: ErrorCode
  /** What it belongs to: under which key the body names it. */
  readonly parent: { readonly kind: 'owner' | 'pool'; readonly notFound: ErrorCode } | null
  /** Whether the server can make an id. */
  readonly hasPost: boolean
}

const alone = { parent: null, hasPost: false } as const

/** The whole roster's own settings: always there, exactly one. */
export const rosterResource = {
  ...alone,
  kind: 'roster',
  noun: 'Roster',
  nouns: 'Rosters',
  said: 'the roster',
  path: '/v1/roster',
  parts: [],
  schema: putRosterRequest,
  notFound: 'not_found',
} as const satisfies PeopleResource

/** Everything of the roster that has its own address. */
export const peopleResources: readonly PeopleResource[] = [
  {
    ...alone,
    kind: 'owner',
    noun: 'Owner',
    nouns: 'Owners',
    said: 'an owner',
    path: '/v1/owners',
    parts: ['owner_id'],
    schema: putOwnerRequest,
    notFound: 'owner_not_found',
  },
  {
    ...alone,
    kind: 'team',
    noun: 'Team',
    nouns: 'Teams',
    said: 'a team',
    path: '/v1/teams',
    parts: ['team_id'],
    schema: putTeamRequest,
    notFound: 'team_not_found',
  },
  {
    ...alone,
    kind: 'hours',
    noun: 'Calendar',
    nouns: 'Calendars',
    said: 'shared hours',
    path: '/v1/calendars',
    parts: ['calendar_id'],
    schema: putHoursRequest,
    notFound: 'calendar_not_found',
  },
  {
    ...alone,
    kind: 'pool',
    noun: 'Pool',
    nouns: 'Pools',
    said: 'a pool',
    path: '/v1/pools',
    parts: ['pool_id'],
    schema: putPoolRequest,
    notFound: 'pool_not_found',
  },
  {
    kind: 'member',
    noun: 'Member',
    nouns: 'Members',
    said: 'a membership',
    path: '/v1/pools/{pool_id}/members',
    parts: ['pool_id', 'owner_id'],
    schema: putMemberRequest,
    notFound: 'member_not_found',
    parent: { kind: 'pool', notFound: 'pool_not_found' },
    hasPost: false,
  },
  {
    kind: 'absence',
    noun: 'Absence',
    nouns: 'Absences',
    said: 'an absence',
    path: '/v1/owners/{owner_id}/absences',
    parts: ['owner_id', 'absence_id'],
    schema: putAbsenceRequest,
    notFound: 'absence_not_found',
    parent: { kind: 'owner', notFound: 'owner_not_found' },
    hasPost: true,
  },
  {
    kind: 'feed',
    noun: 'Feed',
    nouns: 'Feeds',
    said: 'a calendar feed',
    path: '/v1/owners/{owner_id}/feeds',
    parts: ['owner_id', 'feed_id'],
    schema: putFeedRequest,
    notFound: 'calendar_feed_not_found',
    parent: { kind: 'owner', notFound: 'owner_not_found' },
    hasPost: true,
  },
  {
    kind: 'licence',
    noun: 'Licence',
    nouns: 'Licences',
    said: 'a licence',
    path: '/v1/owners/{owner_id}/licences',
    parts: ['owner_id', 'licence_id'],
    schema: putLicenceRequest,
    notFound: 'licence_not_found',
    parent: { kind: 'owner', notFound: 'owner_not_found' },
    hasPost: true,
  },
  {
    ...alone,
    kind: 'restriction',
    noun: 'Restriction',
    nouns: 'Restrictions',
    said: 'a do-not-contact entry',
    path: '/v1/restrictions',
    parts: ['restriction_id'],
    schema: putRestrictionRequest,
    notFound: 'restriction_not_found',
    hasPost: true,
  },
  {
    ...alone,
    kind: 'consent',
    noun: 'Consent',
    nouns: 'Consents',
    said: 'a consent',
    path: '/v1/consents',
    parts: ['consent_id'],
    schema: putConsentRequest,
    notFound: 'consent_not_found',
    hasPost: true,
  },
]
