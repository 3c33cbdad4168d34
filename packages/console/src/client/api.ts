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
  /** The grant that whoever asked does not have; `null` where that is not what is wrong. */
  readonly missingGrant: string | null

  constructor(problem: Partial<Problem> & Pick<Problem, 'title' | 'status' | 'code'>, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options)
    this.code = problem.code
    this.status = problem.status
    this.isRetryable = problem.retryable ?? false
    this.mend = problem.mend ?? ''
    this.items = problem.errors ?? []
    this.requestId = problem.request_id ?? null
    const scope = problem.code === 'forbidden' ? problem.details?.scope : undefined
    this.missingGrant = typeof scope === 'string' ? scope : null
  }
}

const failures: Middleware = {
  onResponse: async ({ response }) => {
    if (!response.ok) throw await failureIn(response)
  },
  onError: ({ error }) => (error instanceof Error && isOwn(error) ? error : unreachable(error)),
}

/** Failures that are told already, and questions that were taken back. */
function isOwn(error: Error): boolean {
  return error instanceof ApiFailure || error.name === 'AbortError'
}

async function failureIn(response: Response): Promise<ApiFailure> {
  const title = 'The server gave no answer that can be read.'
  const problem = readProblem(await response.text())
  return new ApiFailure(problem ?? { title, status: response.status, code: 'internal_error' })
}

function unreachable(cause: unknown): ApiFailure {
  const title = 'The server cannot be reached.'
  return new ApiFailure({ title, status: 0, code: 'service_unavailable', retryable: true }, { cause })
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

/** Reads a path whose answer is known by other means than its own type; throws an `ApiFailure` as the rest does. */
export async function getJson<Answer>(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  signal: AbortSignal,
): Promise<Answer> {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  const response = await fetch(`${path}?${new URLSearchParams(given).toString()}`, { signal }).catch(
    (error: unknown) => {
      throw error instanceof Error && isOwn(error) ? error : unreachable(error)
    },
  )
  if (!response.ok) throw await failureIn(response)
  return response.json()
}
