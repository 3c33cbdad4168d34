import { feedStatus } from '@rightful/contract'
import { isoTime, isoTimeOrNull } from '../../../platform/clock/iso-time.ts'
import type { Database } from '../../../platform/db/database.ts'
import { json } from '../../../platform/http/answer.ts'
import { noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import { readRecord } from '../list-records.ts'
import { countFeedAbsences, findFeed } from './queries.ts'
import { recordIdOf } from '../record-id.ts'
import { namesIn } from '../record-routes.ts'
import { peopleResources } from '../resources.ts'

const feeds = peopleResources.filter(({ kind }) => kind === 'feed')

/** Adds the route that says how a calendar feed fares. */
export function addFeedRoutes(routes: Routes, db: Database): void {
  for (const resource of feeds) {
    routes.add(
      {
        method: 'get',
        path: `${resource.path}/{feed_id}/status`,
        operation: 'getFeedStatus',
        summary: 'When a calendar feed was read, what was wrong with it, and how many absences it tells of.',
        tag: 'People',
        scope: 'people:read',
        params: namesIn(resource.parts),
        query: noFields,
        body: noBody,
        answers: { 200: { description: 'How it fares.', schema: feedStatus } },
        errors: [resource.notFound],
      },
      async ({ params: { owner_id: ownerId = '', feed_id: feedId = '' }, caller: { workspaceId } }) => {
        const { body } = await readRecord(db, { workspaceId, resource, parts: [ownerId, feedId] })
        const url = String(body['url'])
        const row = await findFeed(db, { workspaceId, ownerId, url })
        const prefix = `${recordIdOf(ownerId)}/`
        return json(200, {
          url,
          fetched_at: row === null || isoTimeOrNull(row.fetchedMs),
          next_at: row === null ? null : isoTime(row.nextMs),
          error: row?.error ?? null,
          absence_count: await countFeedAbsences(db, { workspaceId, prefix, feedId }),
        })
      },
    )
  }
}
