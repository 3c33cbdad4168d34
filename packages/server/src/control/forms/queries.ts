import type { Queryable } from '../../platform/db/queryable.ts'

/** A form as stored; `config` is JSON. */
export type FormRow = {
  readonly workspaceId: string
  readonly formId: string
  readonly name: string
  readonly publicKey: string
  readonly config: string
  readonly isActive: boolean
  readonly createdAtMs: number
}

const columns = `form.workspace_id as "workspaceId", form.form_id as "formId", form.name, form.public_key as "publicKey",
           form.config, form.active as "isActive", form.created_at as "createdAtMs"`

/** Finds a form by the key in its address, unless it is switched off. */
export async function findFormByKey(db: Queryable, publicKey: string): Promise<FormRow | null> {
  const rows = await db.query<FormRow>(
    {
      name: 'find_form_by_key',
      text: `
    select ${columns}
      from form
     where form.public_key = $1 and form.active`,
    },
    [publicKey],
  )
  return rows[0] ?? null
}

/** All forms of a workspace, the oldest first. */
export async function findForms(db: Queryable, workspaceId: string): Promise<readonly FormRow[]> {
  return db.query<FormRow>(
    {
      name: 'find_forms',
      text: `
    select ${columns}
      from form
     where form.workspace_id = $1
     order by form.form_id`,
    },
    [workspaceId],
  )
}

/** One form, also one that is switched off; `null`: there is none with this key in the workspace. */
export async function findForm(db: Queryable, workspaceId: string, publicKey: string): Promise<FormRow | null> {
  const rows = await db.query<FormRow>(
    {
      name: 'find_form',
      text: `
    select ${columns}
      from form
     where form.workspace_id = $1 and form.public_key = $2`,
    },
    [workspaceId, publicKey],
  )
  return rows[0] ?? null
}

/** Stores a form. */
export async function insertForm(db: Queryable, form: Omit<FormRow, 'isActive' | 'createdAtMs'>): Promise<void> {
  await db.execute(
    {
      name: 'insert_form',
      text: `
    insert into form (workspace_id, form_id, name, public_key, config, active, created_at)
    values ($1, $2, $3, $4, $5, true, now())`,
    },
    [form.workspaceId, form.formId, form.name, form.publicKey, form.config],
  )
}

/** Changes a form. */
export async function updateForm(
  db: Queryable,
  form: Pick<FormRow, 'workspaceId' | 'formId' | 'name' | 'config' | 'isActive'>,
): Promise<void> {
  await db.execute(
    {
      name: 'update_form',
      text: `
    update form
       set name = $3, config = $4, active = $5
     where form.workspace_id = $1 and form.form_id = $2`,
    },
    [form.workspaceId, form.formId, form.name, form.config, form.isActive],
  )
}
