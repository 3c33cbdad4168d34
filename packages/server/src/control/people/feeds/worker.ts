import { RoutingError } from '@rightful/contract'
import type { Database } from '../../../platform/db/database.ts'
import type { Worker, WorkerFailure } from '../../../platform/jobs/start-worker.ts'
import { startWorkspaceWorker } from '../../../platform/jobs/start-workspace-worker.ts'
import type { Outbound } from '../../../platform/outbound/create-outbound.ts'
import { outboundFailures } from '../../../platform/outbound/outbound-error.ts'
import { editRoster } from '../edit-roster.ts'
import { feedChanges } from './feed-changes.ts'
import { yearsAfterMin } from '../holiday-records.ts'
import { type ClaimedFeed, claimFeeds, isFeedDue, storeFeedReading } from './queries.ts'

/** What the worker of calendar feeds works with. */
export type FeedWorkerOptions = {
  readonly db: Database
  readonly outbound: Outbound
  readonly workspaces: () => Promise<readonly string[]>
  readonly onError: (failure: WorkerFailure) => void
}

const lookEveryMs = 30_000
/** A feed is read no more often, whatever came of it. */
const againInMs = 15 * 60_000
const feedsAtOnce = 20
const feedBytesMax = 5_000_000
const by = 'system:calendar-feed'

/** Starts the worker that reads calendar feeds and stores their events as absences, and keeps the dates of holidays ahead of time. */
export function startFeedWorker({ db, outbound, workspaces, onError }: FeedWorkerOptions): Worker {
  return startWorkspaceWorker({
    name: 'calendar feeds',
    everyMs: lookEveryMs,
    workspaces,
    isDue: (workspaceId) => isFeedDue(db, { workspaceId, yearsAfterMin }),
    act: async (workspaceId, signal) => {
      await editRoster(db, { workspaceId, by: 'system:holidays', plan: () => [], renewsHolidays: true })
      while (!signal.aborted) {
        const claimed = await claimFeeds(db, { workspaceId, againInMs, limit: feedsAtOnce })
        for (const feed of claimed) await readFeed(db, { workspaceId, outbound }, feed)
        if (claimed.length < feedsAtOnce) return
      }
    },
    onError,
  })
}

/** Reads one feed and stores what it tells of. What is wrong with it is kept with it, and is no failure of the worker. */
async function readFeed(
  db: Database,
  { workspaceId, outbound }: { readonly workspaceId: string; readonly outbound: Outbound },
  feed: ClaimedFeed,
): Promise<void> {
  const { recordId, ownerId, url, nowMs } = feed
  const fetched = await fetchFeed(outbound, feed)
  const text = fetched.text?.body ?? feed.body
  const told =
    text === null ? { error: null } : await storeAbsences(db, workspaceId, { recordId, ownerId, url, text, nowMs })
  const isSound = told.error === null || fetched.text === null
  await storeFeedReading(db, {
    workspaceId,
    ownerId,
    url,
    // A text that is no calendar does not take the place of one that was.
    text: isSound ? fetched.text : null,
    wasRead: fetched.error === null,
    error: fetched.error ?? told.error,
  })
}

/** A new text, or none because it is the same, or why there is none. */
type Fetched = {
  readonly text: { readonly body: string; readonly etag: string | null } | null
  readonly error: string | null
}

async function fetchFeed(outbound: Outbound, { url, etag, body }: ClaimedFeed): Promise<Fetched> {
  const fetched = await outbound.get({
    url: url.replace(/^webcal:/i, 'https:'),
    headers: { accept: 'text/calendar', ...(etag === null || body === null ? {} : { 'if-none-match': etag }) },
    bytesMax: feedBytesMax,
  })
  if (fetched.kind === 'failed') return { text: null, error: outboundFailures[fetched.code] }
  if (fetched.status === 304) return { text: null, error: null }
  if (fetched.status !== 200) return { text: null, error: `answered with status ${fetched.status}` }
  if (fetched.isCut) return { text: null, error: `is larger than ${feedBytesMax} bytes` }
  return { text: { body: fetched.text, etag: fetched.etag }, error: null }
}

async function storeAbsences(
  db: Database,
  workspaceId: string,
  feed: Parameters<typeof feedChanges>[1],
): Promise<{ readonly error: string | null }> {
  let error: string | null = null
  try {
    await editRoster(db, {
      workspaceId,
      by,
      plan: (records) => {
        const found = feedChanges(records, feed)
        error = found.error
        return found.changes
      },
    })
    return { error }
  } catch (thrown) {
    if (!(thrown instanceof RoutingError) || thrown.code !== 'roster_invalid') throw thrown
    const [item] = thrown.items
    return { error: `cannot be used: ${item?.what ?? thrown.message}` }
  }
}
