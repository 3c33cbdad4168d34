import type { Decision, ReassignmentEvent } from '@rightful/engine'
import type { ErrorCode } from '@rightful/contract'

/** Which lane a lead came by: an import never delays the web. */
export type Lane = 'web' | 'bulk'

/** A lead as a door took it in, before anything was read from it. */
export type IncomingLead = {
  /** UUID v7, made by the door, so that an unknown outcome can be looked up. */
  readonly leadId: string
  /** As given: names outside the policy's fields are kept, not read. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** Higher is sooner in the waiting queue; usually 0. */
  readonly priority: number
  readonly lane: Lane
  /** The lead's id in the system it comes from; the same one is the same lead. */
  readonly externalId: string | null
  readonly idempotencyKey: string | null
  /** Hash of the whole request, to tell a repeat from a mistake; `null` without an idempotency key. */
  readonly fingerprint: string | null
  readonly importId: string | null
}

/** Who asks: an API key's or a person's name, or `system`. */
export type Actor = string

/** Of whose leads a command may change one: the owners in whatever role; left out: anybody's. Another lead is as one that is not there. */
type Within = { readonly within?: readonly string[] }

/** Everything that can happen to a lead. Each is carried out at its workspace's desk, one after the other. */
export type Command =
  | { readonly kind: 'create'; readonly lead: IncomingLead }
  /** Attributes that changed; `null` takes one away. */
  | (Within & {
      readonly kind: 'update'
      readonly leadId: string
      readonly attributes: Readonly<Record<string, unknown>>
      readonly ifVersion: number | null
      readonly by: Actor
    })
  /** The owner (or whoever) followed up. */
  | (Within & { readonly kind: 'touch'; readonly leadId: string; readonly channel: string | null; readonly by: Actor })
  /** The lead came to its end. */
  | (Within & {
      readonly kind: 'close'
      readonly leadId: string
      readonly as: 'converted' | 'disqualified'
      readonly reason: string | null
      readonly by: Actor
    })
  /** The owner gives the lead back as none; the pool's ledger credits them. It is decided again without them, unless it is closed as junk. */
  | (Within & {
      readonly kind: 'reject'
      readonly leadId: string
      readonly reason: string
      readonly reassign: boolean
      readonly by: Actor
    })
  /** A person takes a lead that waits. */
  | { readonly kind: 'claim'; readonly leadId: string; readonly ownerId: string; readonly by: Actor }
  /** By hand, for a reason: a first assignment or a hand-over. */
  | (Within & {
      readonly kind: 'assign'
      readonly leadId: string
      readonly ownerId: string
      readonly reason: string
      readonly ifVersion: number | null
      readonly by: Actor
    })
  /** A held or parked lead is tried again. */
  | { readonly kind: 'retry'; readonly leadId: string }
  /** Something happened for which the policy may move the lead, unless it is over by now. */
  | {
      readonly kind: 'reassign'
      readonly leadId: string
      readonly event: ReassignmentEvent
      readonly ifStill: ReassignGround | null
    }
  /** An import is undone: the lead is withdrawn, unless it was touched. */
  | { readonly kind: 'withdraw'; readonly leadId: string; readonly reason: string; readonly by: Actor }

/** What has to hold still for a lead to be moved: so that what is asked twice, or late, moves it once or not at all. */
export type ReassignGround =
  /** This very clock runs, having run out. */
  | { readonly kind: 'clock'; readonly name: string; readonly fromVersion: number }
  /** The owner has the lead by this very assignment. */
  | { readonly kind: 'assignment'; readonly ownerId: string; readonly fromVersion: number }

/** The life of a lead. `parked`: deciding it failed; it is shown and retried. */
export type LeadState = 'assigned' | 'held' | 'parked' | 'refused' | 'converted' | 'disqualified' | 'withdrawn'

/** A lead as it stands after a command. Instants are epoch milliseconds of the database's clock. */
export type LeadView = {
  readonly leadId: string
  /** The desk's version of the last change: the lead's ETag. */
  readonly version: number
  readonly state: LeadState
  readonly priority: number
  readonly ownerId: string | null
  readonly poolId: string | null
  readonly routeId: string | null
  readonly accountId: string | null
  readonly decisionId: string | null
  readonly receivedAtMs: number
  readonly assignedAtMs: number | null
  readonly touchedAtMs: number | null
  readonly closedAtMs: number | null
}

/** What came of a command. */
export type CommandResult =
  | {
      readonly kind: 'done'
      readonly lead: LeadView
      /** The decision that the command led to; `null` when none was called for. */
      readonly decision: Decision | null
      /** For `create`: `false` when the lead was known by its idempotency key, its outside id or its person. */
      readonly isNew: boolean
      /** Why nothing changed, where that may surprise: a code such as `touched` or `no_rule`. */
      readonly stayed: string | null
      /** With `stayed: cooling_down`: when the same command would move it after all, in epoch milliseconds. */
      readonly retryAtMs?: number
    }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly details: Readonly<Record<string, string | number>> }
