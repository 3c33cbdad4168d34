import type { paths } from '@rightful/contract/api-paths'
import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { getJson } from './api.ts'

/** Lists that are read page by page. */
type PagedPath =
  | '/v1/leads'
  | '/v1/audit'
  | '/v1/clocks'
  | '/v1/changes'
  | '/v1/policies'
  | '/v1/owners'
  | '/v1/pools'
  | '/v1/accounts'

type QueryOf<Path extends PagedPath> = Omit<NonNullable<paths[Path]['get']['parameters']['query']>, 'cursor'>
type PageOf<Path extends PagedPath> = paths[Path]['get']['responses'][200]['content']['application/json']

/** A list of the API, page by page: what is there, and `fetchNextPage` for what comes after it. */
export function usePages<Path extends PagedPath>(
  path: Path,
  query: QueryOf<Path>,
): UseInfiniteQueryResult<InfiniteData<PageOf<Path>>, unknown> {
  const first: string | null = null
  return useInfiniteQuery({
    // The same beginning as any other query of the API, so that events make it old in the same way.
    queryKey: ['get', path, { params: { query } }, 'pages'],
    initialPageParam: first,
    queryFn: ({ pageParam, signal }) =>
      getJson<PageOf<Path>>(path, { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    getNextPageParam: ({ next_cursor: next }: PageOf<Path>): string | null => next,
  })
}
