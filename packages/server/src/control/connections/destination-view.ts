import type { Destination } from '@rightful/contract'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { DestinationRow } from './queries.ts'
import { type DestinationConfig, readConfig } from './stored-destination.ts'

const HINT_LENGTH = 10

/** A destination as it is answered: whatever opens a door is left out. */
export function viewOfDestination(row: DestinationRow): Destination {
  const config = readConfig(row)
  return {
    destination_id: row.destinationId,
    kind: config.kind,
    name: row.name,
    is_active: row.isActive,
    events: config.events,
    include_person: config.include_person,
    address: addressOf(config),
    from: config.kind === 'email' ? config.from : null,
    to: config.kind === 'email' ? config.to : null,
    secrets: config.kind === 'webhook' ? config.secrets.map(hintOf) : [],
    created_at: isoTime(row.createdAtMs),
    changed_at: isoTime(row.changedAtMs),
  }
}

function hintOf(secret: { readonly secret: string; readonly made_ms: number; readonly until_ms: number | null }) {
  return {
    hint: `${secret.secret.slice(0, HINT_LENGTH)}…`,
    created_at: isoTime(secret.made_ms),
    valid_until: isoTimeOrNull(secret.until_ms),
  }
}

/** Whoever has the path of an address at Slack can post there; others carry what is secret in their query. */
function addressOf(config: DestinationConfig): string {
  const url = new URL(config.kind === 'email' ? config.smtp_url : config.url)
  url.password = ''
  if (config.kind === 'slack') return `${url.origin}/…`
  const hasQuery = url.search !== ''
  url.search = ''
  url.hash = ''
  return hasQuery ? `${url.href}?…` : url.href
}
