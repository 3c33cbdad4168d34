import type { FormConfig } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { findFormByKey } from './queries.ts'
import { readFormConfig } from './stored-form.ts'

/** A form that takes leads in. */
export type OpenForm = {
  readonly workspaceId: string
  readonly formId: string
  readonly name: string
  readonly publicKey: string
  readonly config: FormConfig
  /** What its tokens are signed by. */
  readonly secret: string
}

/** The form with this key in its address; `null` when there is none, or it is switched off. */
export async function readOpenForm(db: Queryable, publicKey: string): Promise<OpenForm | null> {
  const row = await findFormByKey(db, publicKey)
  if (row === null) return null
  const { workspaceId, formId, name } = row
  return { workspaceId, formId, name, publicKey, ...readFormConfig(row.config) }
}
