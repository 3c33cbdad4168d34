import type { Queryable } from '../../../platform/db/database.ts'

/** Whether a calendar feed is to be read now, or the dates of a region's holidays end soon. */
export async function isFeedDue(
  db: Queryable,
  { workspaceId, yearsAfterMin }: { readonly workspaceId: string; readonly yearsAfterMin: number },
): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'is_feed_due',
      text: `
    select 1 as due
      from roster_record
      left join calendar_feed
        on roster_record.kind = 'feed' and calendar_feed.workspace_id = $1
       and calendar_feed.owner_id = roster_record.body::jsonb ->> 'owner'
       and calendar_feed.url = roster_record.body::jsonb ->> 'url'
     where roster_record.workspace_id = $1 and roster_record.kind in ('feed', 'holidays')
       and roster_record.to_version is null
       and (roster_record.kind = 'feed' and coalesce(calendar_feed.next_at <= clock_timestamp(), true)
            or roster_record.kind = 'holidays'
               and (roster_record.body::jsonb ->> 'through')::integer
                   < extract(year from clock_timestamp())::integer + $2)
     limit 1`,
    },
    [workspaceId, yearsAfterMin],
  )
  return rows.length > 0
}

/** A subscription that this node reads now. */
export type ClaimedFeed = {
  readonly recordId: string
  readonly ownerId: string
  readonly url: string
  /** The last good text; `null`: none yet. */
  readonly body: string | null
  readonly etag: string | null
  readonly nowMs: number
}

/** Takes subscriptions that are due, so that no other node reads them before `againInMs` is over. */
export async function claimFeeds(
  db: Queryable,
  ask: { readonly workspaceId: string; readonly againInMs: number; readonly limit: number },
): Promise<readonly ClaimedFeed[]> {
  return db.query<ClaimedFeed>(
    `
    with subscribed as (
      select roster_record.record_id, roster_record.body::jsonb ->> 'owner' as owner_id,
             roster_record.body::jsonb ->> 'url' as url
        from roster_record
       where roster_record.workspace_id = $1 and roster_record.kind = 'feed' and roster_record.to_version is null
    ), due as (
      select subscribed.owner_id, subscribed.url, min(subscribed.record_id) as record_id
        from subscribed
        left join calendar_feed
          on calendar_feed.workspace_id = $1 and calendar_feed.owner_id = subscribed.owner_id
         and calendar_feed.url = subscribed.url
       where coalesce(calendar_feed.next_at <= clock_timestamp(), true)
       group by subscribed.owner_id, subscribed.url
       limit $3
    ), claimed as (
      insert into calendar_feed (workspace_id, owner_id, url, next_at)
      select $1, due.owner_id, due.url, clock_timestamp() + $2::float8 * interval '1 millisecond'
        from due
          on conflict (workspace_id, owner_id, url) do update
         set next_at = excluded.next_at
       where calendar_feed.next_at <= clock_timestamp()
      returning calendar_feed.owner_id, calendar_feed.url, calendar_feed.body, calendar_feed.etag
    )
    select due.record_id as "recordId", claimed.owner_id as "ownerId", claimed.url, claimed.body, claimed.etag,
           floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"
      from claimed
      join due on due.owner_id = claimed.owner_id and due.url = claimed.url`,
    [ask.workspaceId, ask.againInMs, ask.limit],
  )
}

/** What came of reading a feed. Without a new text, the last good one stays. */
export async function storeFeedReading(
  db: Queryable,
  feed: {
    readonly workspaceId: string
    readonly ownerId: string
    readonly url: string
    readonly text: { readonly body: string; readonly etag: string | null } | null
    readonly wasRead: boolean
    readonly error: string | null
  },
): Promise<void> {
  await db.execute(
    `
    update calendar_feed
       set body = coalesce($4, calendar_feed.body),
           etag = case when $4::text is null then calendar_feed.etag else $5 end,
           fetched_at = case when $6 then clock_timestamp() else calendar_feed.fetched_at end,
           error = $7
     where calendar_feed.workspace_id = $1 and calendar_feed.owner_id = $2 and calendar_feed.url = $3`,
    [
      feed.workspaceId,
      feed.ownerId,
      feed.url,
      feed.text?.body ?? null,
      feed.text?.etag ?? null,
      feed.wasRead,
      feed.error,
    ],
  )
}

/** How a feed fares. Instants are epoch milliseconds. */
export type FeedRow = { readonly fetchedMs: number | null; readonly nextMs: number; readonly error: string | null }

/** How a feed fares; `null`: it was never read. */
export async function findFeed(
  db: Queryable,
  { workspaceId, ownerId, url }: { readonly workspaceId: string; readonly ownerId: string; readonly url: string },
): Promise<FeedRow | null> {
  const rows = await db.query<FeedRow>(
    `select calendar_feed.fetched_at as "fetchedMs", calendar_feed.next_at as "nextMs", calendar_feed.error
       from calendar_feed
      where calendar_feed.workspace_id = $1 and calendar_feed.owner_id = $2 and calendar_feed.url = $3`,
    [workspaceId, ownerId, url],
  )
  return rows[0] ?? null
}

/** How many absences hold of a feed. */
export async function countFeedAbsences(
  db: Queryable,
  { workspaceId, prefix, feedId }: { readonly workspaceId: string; readonly prefix: string; readonly feedId: string },
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*) as count
       from roster_record
      where roster_record.workspace_id = $1 and roster_record.kind = 'absence' and roster_record.to_version is null
        and starts_with(roster_record.record_id, $2) and roster_record.body::jsonb ->> 'feed' = $3`,
    [workspaceId, prefix, feedId],
  )
  return rows[0]?.count ?? 0
}
