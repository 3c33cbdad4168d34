import type { paths, Problem } from '@rightful/contract/api-paths'
import createClient, { type Middleware } from 'openapi-fetch'
import createQueryClient from 'openapi-react-query'

/** A failure as the server tells it, or one of getting there. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly code: string
  readonly status: number
  readonly isRetryable: boolean
  /** How to mend it; empty where only waiting helps. */
  readonly mend: string
  readonly items: Problem['errors']
  readonly requestId: string | null

  constructor(problem: Partial<Problem> & Pick<Problem, 'title' | 'status' | 'code'>, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options)
    this.code = problem.code
    this.status = problem.status
    this.isRetryable = problem.retryable ?? false
    this.mend = problem.mend ?? ''
    this.items = problem.errors ?? []
    this.requestId = problem.request_id ?? null
  }
}

const failures: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return
    const text = await response.text()
    throw new ApiFailure(
      readProblem(text) ?? {
        title: 'The server gave no answer that can be read.',
        status: response.status,
        code: 'internal_error',
      },
    )
  },
  onError({ error }) {
    if (error instanceof ApiFailure) return error
    if (error instanceof DOMException && error.name === 'AbortError') return error
    return new ApiFailure(
      { title: 'The server cannot be reached.', status: 0, code: 'service_unavailable', retryable: true },
      { cause: error },
    )
  },
}

function readProblem(text: string): Problem | null {
  try {
    const value: Problem | null = JSON.parse(text)
    return typeof value?.code === 'string' ? value : null
  } catch {
    return null
  }
}

/** Every route of the API by its path, typed; throws an `ApiFailure` for whatever is no success. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '' })
api.use(failures)

/** The same as queries and mutations: `$api.useQuery('get', '/v1/leads', { params })`. Keys are method, path, and parameters. */
export const $api = createQueryClient(api)
