import type { Queryable } from './queryable.ts'
import { listColumns, listConstraints, listIndexes, listSequences, listTriggers } from './schema-queries.ts'

/**
 * The tables that stay on one node, or go to every node, when a database is spread over servers: small, and seldom written.
 * Every other table is data plane, a new one included.
 */
export const controlPlaneTables: readonly string[] = [
  'schema_migration',
  'workspace',
  'api_key',
  'policy_content',
  'policy_version',
  'policy_activation',
  'active_policy',
  'change_request',
  'change_revision',
  'change_approval',
  'change_comment',
  'review_rule',
  'review_setting',
  'review_begin',
  'roster_record',
  'roster_version',
  'account_record',
  'destination',
  'form',
  'report_schedule',
  'calendar_feed',
  'user_account',
  'user_credential',
  'user_session',
  'user_token',
  'user_group',
  'user_group_member',
  'identity_provider',
  'user_identity',
  'sign_in_attempt',
  'directory_user',
  'directory_group',
  'directory_setting',
  'user_preference',
  'workspace_key',
  'audit_entry',
  'audit_pending',
  'audit_link',
  'audit_chain',
  'audit_checkpoint',
  'audit_key',
]

/**
 * What keeps a database's data plane from being spread by workspace over the nodes of a distributed PostgreSQL, as sentences;
 * an empty list is a schema that can be. Reads the catalogue.
 */
export async function dataPlaneOffences(db: Queryable, controlPlane = controlPlaneTables): Promise<readonly string[]> {
  const isHeld = ({ table }: { readonly table: string }): boolean => !controlPlane.includes(table)
  const columns = (await listColumns(db)).filter(isHeld)
  const constraints = (await listConstraints(db)).filter(isHeld)
  const keyed = new Set(constraints.filter(({ kind }) => kind === 'p').map(({ table }) => table))
  const keys = constraints.filter(({ kind }) => 'puf'.includes(kind))
  const unique = (await listIndexes(db)).filter(isHeld).filter(({ isUnique }) => isUnique)
  return [
    ...new Set(columns.filter(({ table }) => !keyed.has(table)).map(({ table }) => `${table} has no primary key`)),
    ...keys
      .filter((key) => key.columns[0] !== 'workspace_id')
      .map((key) => `${key.name} does not begin with workspace_id`),
    ...unique
      .filter((index) => !index.isOfConstraint && index.columns[0] !== 'workspace_id')
      .map((index) => `${index.name} does not begin with workspace_id`),
    ...constraints.filter(({ isDeferrable }) => isDeferrable).map(({ name }) => `${name} is deferrable`),
    ...constraints.filter(({ kind }) => kind === 'x').map(({ name }) => `${name} excludes`),
    ...columns.filter(({ identity }) => identity !== '').map(({ table, name }) => `${table}.${name} is an identity`),
    ...columns
      .filter(({ rule }) => rule?.includes('nextval(') === true)
      .map(({ table, name }) => `${table}.${name} takes its value from a sequence`),
    ...(await listSequences(db))
      .filter(({ table }) => table === '' || isHeld({ table }))
      .map(({ name }) => `${name} is a sequence`),
    ...(await listTriggers(db)).filter(isHeld).map(({ table, name }) => `${table} has the trigger ${name}`),
  ]
}
