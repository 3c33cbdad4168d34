import { Trans } from '@lingui/react/macro'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Faces } from './faces.tsx'

type PagedFacesProps<Row> = {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly Row[] }>, unknown>
  readonly lines?: number
  /** What stands there for the rows of all pages read so far. */
  readonly children: (rows: readonly Row[]) => ReactNode
}

/** The faces of a list that is read page by page, with a button for the next page where there is one. */
export function PagedFaces<Row>({ query, lines, children }: PagedFacesProps<Row>): ReactNode {
  return (
    <Faces query={query} {...(lines === undefined ? {} : { lines })}>
      {({ pages }) => (
        <>
          {children(pages.flatMap(({ data }) => data))}
          {query.hasNextPage ? (
            <div>
              <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                <Trans>Show more</Trans>
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Faces>
  )
}
