import { QueryClient } from '@tanstack/react-query'
import { failureOf } from './failure-of.ts'

const RETRIES_MAX = 2

/** What was read is shown at once and read again when it is older than this. */
const FRESH_MS = 10_000

/** Where answers of the API are kept. Reading is tried again only where that can help; changing never by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failureCount, error) => failureCount < RETRIES_MAX && failureOf(error).isRetryable,
      },
      mutations: { retry: false },
    },
  })
}
