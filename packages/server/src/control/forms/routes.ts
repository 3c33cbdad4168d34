import { randomBytes } from 'node:crypto'
import { form, formList, postFormRequest, RoutingError, updateFormRequest } from '@rightful/contract'
import { z } from 'zod'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { findForm, findForms, type FormRow, insertForm, updateForm } from './queries.ts'
import { readFormConfig, writeFormConfig } from './stored-form.ts'

const tag = 'Forms'
const formPath = z.strictObject({ public_key: z.string().max(100) })

/** Adds what can be done with forms. */
export function addFormRoutes(routes: Routes, { db }: { readonly db: Queryable }): void {
  addFormReads(routes, db)
  routes.add(
    {
      method: 'post',
      path: '/v1/forms',
      operation: 'createForm',
      summary: 'Makes a form, with the public key that pages post to.',
      tag,
      scope: 'connections:write',
      params: noFields,
      query: noFields,
      body: jsonBody(postFormRequest),
      answers: { 201: { description: 'The form.', schema: form } },
      errors: [],
    },
    async ({ caller: { workspaceId }, body: { name, config } }) => {
      const formId = newId()
      const stored = writeFormConfig({ secret: randomBytes(32).toString('base64url'), config })
      const publicKey = randomBytes(12).toString('hex')
      await insertForm(db, { workspaceId, formId, name, publicKey, config: stored })
      return json(201, formOf(await requireForm(db, workspaceId, publicKey)))
    },
  )
  routes.add(
    {
      method: 'patch',
      path: '/v1/forms/{public_key}',
      operation: 'updateForm',
      summary: 'Changes a form, or switches it off.',
      tag,
      scope: 'connections:write',
      params: formPath,
      query: noFields,
      body: jsonBody(updateFormRequest),
      answers: { 200: { description: 'The form.', schema: form } },
      errors: ['form_not_found'],
    },
    async ({ caller: { workspaceId }, params, body }) => {
      const row = await requireForm(db, workspaceId, params.public_key)
      const stored = readFormConfig(row.config)
      const config = writeFormConfig({ ...stored, config: body.config ?? stored.config })
      const { name = row.name, is_active: isActive = row.isActive } = body
      await updateForm(db, { workspaceId, formId: row.formId, name, config, isActive })
      return json(200, formOf(await requireForm(db, workspaceId, row.publicKey)))
    },
  )
}

function addFormReads(routes: Routes, db: Queryable): void {
  routes.add(
    {
      method: 'get',
      path: '/v1/forms',
      operation: 'listForms',
      summary: 'All forms, the oldest first.',
      tag,
      scope: 'connections:read',
      params: noFields,
      query: noFields,
      body: noBody,
      answers: { 200: { description: 'The forms.', schema: formList } },
      errors: [],
    },
    async ({ caller }) => json(200, { data: (await findForms(db, caller.workspaceId)).map(formOf) }),
  )
}

async function requireForm(db: Queryable, workspaceId: string, publicKey: string): Promise<FormRow> {
  const row = await findForm(db, workspaceId, publicKey)
  if (row === null) throw new RoutingError('form_not_found')
  return row
}

function formOf(row: FormRow): z.output<typeof form> {
  return {
    form_id: row.formId,
    name: row.name,
    public_key: row.publicKey,
    is_active: row.isActive,
    created_at: isoTime(row.createdAtMs),
    config: readFormConfig(row.config).config,
  }
}
