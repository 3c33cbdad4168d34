import type { Queryable } from '../../../platform/db/queryable.ts'
import { type Filter, parseFilter } from './filter.ts'
import { chosen, type Resource } from './resource-view.ts'
import type { ListAsk } from './user-queries.ts'

const COUNT_DEFAULT = 100
export const COUNT_MAX = 200

/** What a directory asks to be listed. */
export type ListQuery = {
  readonly filter?: string | undefined
  readonly startIndex?: number | undefined
  readonly count?: number | undefined
  readonly attributes?: string | undefined
  readonly excludedAttributes?: string | undefined
}

/** A kind of resource: how many a filter finds, and a part of them. */
export type Listed<Row> = {
  readonly count: (
    db: Queryable,
    ask: { readonly workspaceId: string; readonly filter: Filter | null },
  ) => Promise<number>
  readonly list: (db: Queryable, ask: ListAsk) => Promise<readonly Row[]>
  readonly view: (row: Row) => Resource
}

/** A page of resources as SCIM answers it: counting begins at 1, and numbers beyond what there is give nothing. */
export async function listResources<Row>(
  db: Queryable,
  { workspaceId, query }: { readonly workspaceId: string; readonly query: ListQuery },
  of: Listed<Row>,
): Promise<Readonly<Record<string, unknown>>> {
  const filter = query.filter === undefined ? null : parseFilter(query.filter)
  const startIndex = Math.max(1, query.startIndex ?? 1)
  const limit = Math.min(COUNT_MAX, Math.max(0, query.count ?? COUNT_DEFAULT))
  const totalResults = await of.count(db, { workspaceId, filter })
  const rows = limit === 0 ? [] : await of.list(db, { workspaceId, filter, offset: startIndex - 1, limit })
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: rows.length,
    Resources: rows.map((row) => chosen(of.view(row), query)),
  }
}
