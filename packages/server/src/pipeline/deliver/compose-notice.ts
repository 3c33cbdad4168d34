import { eventMap, isEventKind } from '@rightful/contract'
import { reportHeadline } from './compose-report.ts'
import type { Message } from './message.ts'

/** An event in words, for people. */
export type Notice = {
  /** One line. */
  readonly headline: string
  /** What there is to know, by name. */
  readonly facts: readonly (readonly [string, string])[]
}

const FACTS_MAX = 25
const VALUE_LENGTH_MAX = 200

/** Says in words what happened. What names a person is in it only where the message has it. */
export function composeNotice(message: Message): Notice {
  const { body, given, leadId, eventId, ownerId } = message
  const said: readonly (readonly [string, unknown])[] = [
    ['Owner', ownerId],
    ['Before', body['previous_owner_id']],
    ['Why', body['sentence'] ?? body['reason']],
    ['Route', body['route_id']],
    ['Queue', body['queue']],
    ['Clock', body['name']],
    ['Due', body['due_at']],
    ['Rows', body['row_count']],
    ['All of it', body['path']],
    ...Object.entries(given ?? {}),
    ['Lead', leadId],
    ['Event', eventId],
  ]
  const facts = said.flatMap(([name, value]) => {
    const text = textOf(value)
    return text === null ? [] : [[oneLine(name), text] as const]
  })
  return { headline: headlineOf(message), facts: facts.slice(0, FACTS_MAX) }
}

function headlineOf({ kind, ownerId, body }: Message): string {
  const before = textOf(body['previous_owner_id'])
  const clock = textOf(body['name']) ?? 'a clock'
  switch (kind) {
    case 'lead.assigned':
      return `A lead was assigned to ${ownerId ?? 'nobody'}`
    case 'lead.reassigned':
      return `A lead moved from ${before ?? 'nobody'} to ${ownerId ?? 'nobody'}`
    case 'clock.warned':
      return `A lead of ${ownerId ?? 'nobody'} is about to miss ${clock}`
    case 'clock.breached':
      return `A lead of ${ownerId ?? 'nobody'} has missed ${clock}`
    case 'report.ready':
      return oneLine(reportHeadline({ body }))
    case 'destination.test':
      return 'This is a test: events will come here'
    default:
      return isEventKind(kind) ? eventMap[kind].when.replace(/\.$/, '') : oneLine(kind)
  }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string' || value === '') return null
  return oneLine(value)
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > VALUE_LENGTH_MAX ? `${line.slice(0, VALUE_LENGTH_MAX)}…` : line
}
