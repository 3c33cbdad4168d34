import type { CsvColumn } from '../../platform/csv/csv-column.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { readPolicy } from '../policies/read.ts'
import { findDesk } from '../workspaces/read.ts'
import { accountColumns } from './read-account-file.ts'

const prefix = 'account.'

/** What the active policy declares under `account_fields`, as columns that a file of accounts may have. */
export async function attributeColumns(db: Queryable, workspaceId: string): Promise<readonly CsvColumn[]> {
  const desk = await findDesk(db, workspaceId)
  if (desk === null || desk.policyVersion === 0) return []
  const { policy } = await readPolicy(db, workspaceId, desk.policyVersion)
  const known = new Set(['id', ...accountColumns.map(({ name }) => name)])
  return policy.policy.leadSymbols.flatMap(({ origin, path, type }): readonly CsvColumn[] => {
    const name = path.slice(prefix.length)
    if (origin !== 'account' || known.has(name) || name !== name.toLowerCase()) return []
    return [{ name, kind: kindOf(type.kind) }]
  })
}

function kindOf(type: string): CsvColumn['kind'] {
  return type === 'integer' || type === 'number' || type === 'boolean' || type === 'list' ? type : 'text'
}
