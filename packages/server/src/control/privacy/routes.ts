import {
  erasePersonRequest,
  exportPersonRequest,
  legalHold,
  legalHoldList,
  personErasure,
  personExport,
  setHoldRequest,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import type { Database } from '../../platform/db/database.ts'
import { json } from '../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../platform/http/body-reader.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { erasePerson, previewErasure } from './erase-person.ts'
import { exportPerson, type PersonAsk } from './export-person.ts'
import { liftHold, listHolds, setHold } from './hold-person.ts'

const shared = { tag: 'Privacy', params: noFields, query: noFields } as const

/** Adds what a person may ask for: everything that is stored about them, and that it be erased; and holds that forbid it. */
export function addPrivacyRoutes(routes: Routes, db: Database): void {
  addPersonRoutes(routes, db)
  addHoldRoutes(routes, db)
}

function addPersonRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      scope: 'personal:export',
      stepUp: true,
      method: 'post',
      path: '/v1/privacy/export',
      operation: 'exportPerson',
      summary: 'Exports everything that is stored about a person, found by e-mail address, phone number or lead.',
      body: jsonBody(exportPersonRequest),
      answers: { 200: { description: 'Everything about the person.', schema: personExport } },
      errors: ['lead_not_found'],
    },
    async ({ body, caller }) => json(200, await exportPerson(db, askOf(caller), body)),
  )
  routes.add(
    {
      ...shared,
      scope: 'personal:erase',
      stepUp: true,
      method: 'post',
      path: '/v1/privacy/erase',
      operation: 'erasePerson',
      summary: 'Erases a person, or says what would go. Decisions stay, without what named the person.',
      body: jsonBody(erasePersonRequest),
      answers: { 200: { description: 'What went, or would.', schema: personErasure } },
      errors: ['lead_not_found', 'workspace_not_found'],
    },
    async ({ body: { dry_run: isDryRun, ...named }, caller }) => {
      const erase = isDryRun ? previewErasure : erasePerson
      return json(200, await erase(db, askOf(caller), named))
    },
  )
}

function addHoldRoutes(routes: Routes, db: Database): void {
  routes.add(
    {
      ...shared,
      scope: 'personal:erase',
      method: 'get',
      path: '/v1/privacy/holds',
      operation: 'listLegalHolds',
      summary: 'All legal holds, the oldest first.',
      body: noBody,
      answers: { 200: { description: 'The holds.', schema: legalHoldList } },
      errors: [],
    },
    async ({ caller }) => json(200, { data: await listHolds(db, caller.workspaceId) }),
  )
  routes.add(
    {
      ...shared,
      scope: 'personal:erase',
      stepUp: true,
      method: 'post',
      path: '/v1/privacy/holds',
      operation: 'setLegalHold',
      summary: 'Keeps the leads of a person from being erased or removed by their age.',
      body: jsonBody(setHoldRequest),
      answers: { 201: { description: 'The hold.', schema: legalHold } },
      errors: ['lead_not_found'],
    },
    async ({ body, caller }) => json(201, await setHold(db, askOf(caller), body)),
  )
  routes.add(
    {
      ...shared,
      scope: 'personal:erase',
      stepUp: true,
      method: 'delete',
      path: '/v1/privacy/holds/{hold_id}',
      operation: 'liftLegalHold',
      summary: 'Lifts a legal hold.',
      params: z.strictObject({ hold_id: uuid }),
      body: noBody,
      answers: { 204: { description: 'It is lifted.' } },
      errors: ['legal_hold_not_found'],
    },
    async ({ params, caller }) => {
      await liftHold(db, askOf(caller), params.hold_id)
      return { kind: 'empty', status: 204 }
    },
  )
}

function askOf({ workspaceId, actor }: Caller): PersonAsk {
  return { workspaceId, by: actor }
}
