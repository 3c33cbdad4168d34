import type { z } from 'zod'
import { decisionDetail, decisionList } from './decisions.ts'
import { isErrorCode, RoutingError } from './errors.ts'
import {
  assignLeadRequest,
  claimLeadRequest,
  convertLeadRequest,
  disqualifyLeadRequest,
  leadDetail,
  leadPage,
  leadResult,
  type listLeadsQuery,
  postLeadRequest,
  rejectLeadRequest,
  touchLeadRequest,
  updateLeadRequest,
} from './leads.ts'
import { problem } from './problem.ts'

/** Where a server is and who asks. */
export type ClientOptions = {
  /** Such as `http://127.0.0.1:8787`. */
  readonly baseUrl: string
  readonly apiKey: string
  /** In place of the global one: for tests and proxies. */
  readonly fetch?: typeof globalThis.fetch
}

/** What one call sends beside its path. */
type Call<Answer extends z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly answer: Answer
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What a change may depend on. */
export type ChangeOptions = {
  /** The lead's version as last read; when it changed since, the change is refused with `version_conflict`. */
  readonly ifVersion?: number
}

/**
 * A client for the Leads API. Each method answers the documented shape, or throws a `RoutingError` with the code of the
 * catalogue; `service_unavailable` when no server answers.
 */
export function createClient(options: ClientOptions): RightfulClient {
  const send = createSender(options)
  const act = <Body extends z.ZodType>(action: string, schema: Body): LeadAction<Body> =>
    async function act(leadId, body, { ifVersion } = {}) {
      const headers = matchHeaders(ifVersion)
      return send(leadPath(leadId, action), { method: 'POST', answer: leadResult, body: schema.parse(body), headers })
    }
  return {
    postLead: async (body, { idempotencyKey } = {}) =>
      send('/v1/leads', {
        method: 'POST',
        answer: leadResult,
        body: postLeadRequest.parse(body),
        headers: idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey },
      }),
    updateLead: async (leadId, body, { ifVersion } = {}) =>
      send(leadPath(leadId), {
        method: 'PATCH',
        answer: leadResult,
        body: updateLeadRequest.parse(body),
        headers: matchHeaders(ifVersion),
      }),
    touchLead: act('touch', touchLeadRequest),
    convertLead: act('convert', convertLeadRequest),
    disqualifyLead: act('disqualify', disqualifyLeadRequest),
    rejectLead: act('reject', rejectLeadRequest),
    claimLead: act('claim', claimLeadRequest),
    assignLead: act('assign', assignLeadRequest),
    handOverLead: act('hand-over', assignLeadRequest),
    retryLead: async (leadId) => send(leadPath(leadId, 'retry'), { method: 'POST', answer: leadResult }),
    getLead: async (leadId) => send(leadPath(leadId), { method: 'GET', answer: leadDetail }),
    listLeads: async (query = {}) => send(`/v1/leads${queryText(query)}`, { method: 'GET', answer: leadPage }),
    listDecisions: async (leadId) => send(leadPath(leadId, 'decisions'), { method: 'GET', answer: decisionList }),
    getDecision: async (decisionId) =>
      send(`/v1/decisions/${encodeURIComponent(decisionId)}`, { method: 'GET', answer: decisionDetail }),
  }
}

type LeadAnswer = Promise<z.output<typeof leadResult>>

type LeadAction<Body extends z.ZodType> = (leadId: string, body: z.input<Body>, options?: ChangeOptions) => LeadAnswer

/** The Leads API as functions. */
export type RightfulClient = {
  readonly postLead: (
    body: z.input<typeof postLeadRequest>,
    options?: { readonly idempotencyKey?: string },
  ) => LeadAnswer
  readonly updateLead: LeadAction<typeof updateLeadRequest>
  readonly touchLead: LeadAction<typeof touchLeadRequest>
  readonly convertLead: LeadAction<typeof convertLeadRequest>
  readonly disqualifyLead: LeadAction<typeof disqualifyLeadRequest>
  readonly rejectLead: LeadAction<typeof rejectLeadRequest>
  readonly claimLead: LeadAction<typeof claimLeadRequest>
  readonly assignLead: LeadAction<typeof assignLeadRequest>
  readonly handOverLead: LeadAction<typeof assignLeadRequest>
  readonly retryLead: (leadId: string) => LeadAnswer
  readonly getLead: (leadId: string) => Promise<z.output<typeof leadDetail>>
  readonly listLeads: (query?: Partial<z.input<typeof listLeadsQuery>>) => Promise<z.output<typeof leadPage>>
  readonly listDecisions: (leadId: string) => Promise<z.output<typeof decisionList>>
  readonly getDecision: (decisionId: string) => Promise<z.output<typeof decisionDetail>>
}

/** Sends calls and reads their answers; throws a `RoutingError` for everything that is none. */
export function createSender({ baseUrl, apiKey, fetch = globalThis.fetch }: ClientOptions) {
  return async function send<Answer extends z.ZodType>(path: string, call: Call<Answer>): Promise<z.output<Answer>> {
    const response = await fetch(new URL(path, baseUrl), {
      method: call.method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json', ...call.headers },
      body: call.method === 'GET' || call.method === 'DELETE' ? null : JSON.stringify(call.body ?? {}),
    }).catch((cause: unknown) => {
      throw new RoutingError('service_unavailable', {}, { cause })
    })
    const answer: unknown = await response.json().catch(() => null)
    if (!response.ok) throw errorOf(answer, response.status)
    return call.answer.parse(answer)
  }
}

/** A failure as the server named it; one that names no code of the catalogue is the server's, or that of something between. */
export function errorOf(answer: unknown, status: number): RoutingError {
  const read = problem.safeParse(answer)
  if (!read.success || !isErrorCode(read.data.code)) {
    return new RoutingError(status >= 502 ? 'service_unavailable' : 'internal_error', { status })
  }
  return new RoutingError(read.data.code, read.data.details, { items: read.data.errors })
}

function leadPath(leadId: string, part?: string): string {
  return `/v1/leads/${encodeURIComponent(leadId)}${part === undefined ? '' : `/${part}`}`
}

function matchHeaders(ifVersion: number | undefined): Readonly<Record<string, string>> {
  return ifVersion === undefined ? {} : { 'If-Match': `"${ifVersion}"` }
}

function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
