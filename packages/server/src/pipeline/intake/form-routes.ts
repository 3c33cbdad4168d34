import type { IncomingMessage } from 'node:http'
import { FORM_TOKEN_FIELD, formReceipt, formToken, RoutingError } from '@rightful/contract'
import { z } from 'zod'
import { type OpenForm, readOpenForm } from '../../control/forms/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { type Answer, type HeaderRecord, json } from '../../platform/http/answer.ts'
import { formBody, noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import type { DeskDoor } from '../desk/read.ts'
import { requireDone } from '../leads/read.ts'
import { createFormLimits } from './form-limits.ts'
import { formLead } from './form-lead.ts'
import { checkFormToken, FORM_TOKEN_VALID_MS, makeFormToken } from './form-token.ts'
import { incomingLead } from './incoming-lead.ts'

const open = {
  path: '/v1/forms/{public_key}',
  tag: 'Forms',
  from: 'any page',
  params: z.strictObject({ public_key: z.string().max(100) }),
  query: noFields,
} as const

const fields = z.record(z.string(), z.unknown()).meta({
  description:
    'Fields by name. `_token` is the token fetched when the form was opened; other names from `_` on are left out.',
})

/** Adds what web pages call: the address that a form is sent to, and the token it fetches when it is opened. */
export function addFormDoor(routes: Routes, options: DeskDoor): void {
  addSubmission(routes, options)
  addToken(routes, options.db)
  addPreflight(routes, options.db)
}

function addSubmission(routes: Routes, { db, submit }: DeskDoor): void {
  const limits = createFormLimits()
  routes.addOpen(
    {
      ...open,
      method: 'post',
      operation: 'submitForm',
      summary: 'Takes in what a form on a web page sends.',
      body: formBody(fields),
      answers: {
        201: { description: 'It was received.', schema: formReceipt },
        303: { description: 'It was received; a page without script goes on to where the form says.' },
      },
      errors: [
        'form_not_found',
        'form_origin_not_allowed',
        'form_rejected',
        'form_token_invalid',
        'form_too_fast',
        'rate_limited',
      ],
    },
    async ({ params, body, incoming, remoteAddress }) => {
      const form = await requireForm(db, params.public_key)
      const headers = corsHeaders(form, incoming)
      await limits.take(form, remoteAddress)
      const { config, secret, workspaceId } = form
      const attributes = formLead(config, body)
      const token = body[FORM_TOKEN_FIELD]
      const minFillSeconds = config.min_fill_seconds
      if (minFillSeconds > 0 || token !== undefined) {
        checkFormToken(token, { secret, minFillSeconds, nowMs: Date.now() })
      }
      const lead = incomingLead({ attributes, priority: config.priority, externalId: null }, null)
      requireDone(await submit(workspaceId, { kind: 'create', lead }))
      return receipt(form, lead.leadId, { incoming, headers })
    },
  )
}

/** Nothing of who gets the lead is told to the page, nor whether its person was known: the id is always a new one. */
function receipt(
  { config }: OpenForm,
  leadId: string,
  { incoming, headers }: { readonly incoming: IncomingMessage; readonly headers: HeaderRecord },
): Answer {
  const isPage = incoming.headers.accept?.includes('text/html') === true
  if (config.redirect_url !== null && isPage) {
    return { kind: 'empty', status: 303, headers: { ...headers, Location: config.redirect_url } }
  }
  return json(201, { received: true, submission_id: leadId }, headers)
}

function addToken(routes: Routes, db: Queryable): void {
  routes.addOpen(
    {
      ...open,
      path: '/v1/forms/{public_key}/token',
      method: 'get',
      operation: 'getFormToken',
      summary: 'What a page fetches when its form is opened, to send along in `_token`.',
      body: noBody,
      answers: { 200: { description: 'The token.', schema: formToken } },
      errors: ['form_not_found', 'form_origin_not_allowed'],
    },
    async ({ params, incoming }) => {
      const form = await requireForm(db, params.public_key)
      const nowMs = Date.now()
      const token = makeFormToken(form.secret, nowMs)
      const expires = isoTime(nowMs + FORM_TOKEN_VALID_MS)
      return json(200, { token, expires_at: expires }, corsHeaders(form, incoming))
    },
  )
}

function addPreflight(routes: Routes, db: Queryable): void {
  routes.addOpen(
    {
      ...open,
      method: 'options',
      operation: 'preflightForm',
      summary: 'What browsers ask before a page sends JSON.',
      body: noBody,
      answers: { 204: { description: 'The page may.' } },
      errors: ['form_not_found', 'form_origin_not_allowed'],
    },
    async ({ params, incoming }) => {
      const headers = corsHeaders(await requireForm(db, params.public_key), incoming)
      const allowed = { 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'Content-Type' }
      return { kind: 'empty', status: 204, headers: { ...headers, ...allowed, 'Access-Control-Max-Age': '600' } }
    },
  )
}

async function requireForm(db: Queryable, publicKey: string): Promise<OpenForm> {
  const form = await readOpenForm(db, publicKey)
  if (form === null) throw new RoutingError('form_not_found')
  return form
}

/** Lets the page read the answer. Throws `form_origin_not_allowed` when the form does not belong on it. */
function corsHeaders({ config }: OpenForm, { headers: { origin } }: IncomingMessage): HeaderRecord {
  if (origin === undefined) return {}
  const allowed = config.allowed_origins
  if (!allowed.includes('*') && !allowed.some((url) => url !== '*' && new URL(url).origin === origin)) {
    throw new RoutingError('form_origin_not_allowed')
  }
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }
}
