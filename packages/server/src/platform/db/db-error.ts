/**
 * Every failure of the database's surroundings that an operator can mend, by code: starting the embedded server, reaching
 * a server, migrating, backing up, moving. Failures of single statements are told apart by `classifyDatabaseError`.
 */
export const dbErrors = {
  embedded_unsupported: 'There is no embedded PostgreSQL for this machine.',
  embedded_missing: 'The embedded PostgreSQL is not installed.',
  embedded_empty: 'There is no database in the directory.',
  embedded_in_use: 'The database directory is in use.',
  embedded_foreign: 'The database directory belongs to another user.',
  embedded_version: 'The database directory was made by another version of PostgreSQL.',
  embedded_failed: 'The embedded PostgreSQL did not start.',
  embedded_unstopped: 'The embedded PostgreSQL did not stop.',
  embedded_setting_unknown: 'A setting of the embedded PostgreSQL has an impossible name.',
  server_unreachable: 'The database cannot be reached.',
  server_too_old: 'The PostgreSQL server is too old.',
  server_encoding: 'The database does not store text as UTF-8.',
  integer_unsafe: 'A number from the database is larger than a number can hold exactly.',
  transaction_failed: 'A statement of the transaction failed and the failure was passed over; nothing was committed.',
  commit_unknown: 'The connection was lost while a transaction was being committed; it may or may not have been.',
  migration_files_faulty: 'The migration files are not numbered 0001, 0002 and so on without gaps.',
  migration_edited: 'A migration was changed after it had been applied.',
  migration_newer: 'The database was migrated by a newer release.',
  migration_failed: 'A migration failed; nothing of it was kept.',
  backup_target_exists: 'The place for the backup is not empty.',
  backup_faulty: 'The backup is damaged or not complete.',
  restore_target_exists: 'The place to restore to is not empty.',
  secret_keys_missing: 'The keys of what is sealed in the database are not there.',
  secret_keys_differ: 'What is sealed in the database was sealed by other keys.',
  secret_keys_faulty: 'The file with the keys of what is sealed in the database cannot be used.',
  move_source_served: 'The database to move from is being served.',
  move_source_faulty: 'The database to move from cannot be copied.',
  move_target_occupied: 'The database to move to is not empty.',
  move_schema_differs: 'The two databases are not at the same migration.',
  move_differs: 'What arrived is not what was sent; nothing was kept.',
} as const satisfies Record<string, string>

/** One of the codes of `dbErrors`. */
export type DbErrorCode = keyof typeof dbErrors

/** A failure that the operator can mend; its message is one or more full sentences that say how. */
export class DbError extends Error {
  override readonly name = 'DbError'
  readonly code: DbErrorCode

  /** `details` are further sentences after the title of the code: what exactly, and how to mend it. */
  constructor(code: DbErrorCode, details = '', options?: ErrorOptions) {
    super(details === '' ? dbErrors[code] : `${dbErrors[code]} ${details}`, options)
    this.code = code
  }
}

/** What a thrown thing says, whatever it is. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
