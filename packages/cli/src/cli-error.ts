/**
 * Every failure a user of the command line can cause, by code, with its exit code: 1 when a file says something wrong,
 * 2 when the command could not run at all. A test keeps docs/reference/cli.md in step with this list.
 */
export const cliErrors = {
  file_missing: { exitCode: 2, title: 'There is no such file.' },
  file_unreadable: { exitCode: 2, title: 'The file cannot be read.' },
  file_not_text: { exitCode: 2, title: 'The file is not text.' },
  file_empty: { exitCode: 2, title: 'The file is empty.' },
  file_unwritable: { exitCode: 2, title: 'The file cannot be written.' },
  encoding_unknown: { exitCode: 2, title: 'There is no such character encoding.' },
  map_column_unknown: { exitCode: 2, title: 'The file has no such column.' },
  map_field_unknown: { exitCode: 2, title: 'The mapping names a field that the policy does not have.' },
  instant_twice: { exitCode: 2, title: 'When the leads arrive is told twice.' },
  stdin_taken: { exitCode: 2, title: 'The standard input can be read only once.' },
  document_misplaced: { exitCode: 2, title: 'The file is another kind of document.' },
  roster_needed: { exitCode: 2, title: 'Leads are decided by a roster.' },
  policies_incomparable: { exitCode: 2, title: 'A policy with errors cannot be compared.' },
  settings_faulty: { exitCode: 2, title: 'The settings cannot be used.' },
  database_failed: { exitCode: 2, title: 'The database cannot be used.' },
  server_unreachable: { exitCode: 2, title: 'No server answers there.' },
  server_needed: { exitCode: 2, title: 'A server has to be named.' },
  key_needed: { exitCode: 2, title: 'A server is asked with an API key.' },
  workspace_unknown: { exitCode: 2, title: 'There is no such workspace.' },
  workspace_needed: { exitCode: 2, title: 'There are several workspaces.' },
  scope_unknown: { exitCode: 2, title: 'There is no such scope.' },
  server_refused: { exitCode: 1, title: 'The server refused.' },
  report_refused: { exitCode: 2, title: 'The report cannot be made.' },
  decision_unknown: { exitCode: 1, title: 'There is no such decision.' },
  key_unknown: { exitCode: 1, title: 'There is no such API key.' },
  user_unknown: { exitCode: 1, title: 'There is no such user.' },
  user_role_unknown: { exitCode: 2, title: 'There is no such role for users.' },
  user_refused: { exitCode: 1, title: 'The user cannot be changed so.' },
  lead_unknown: { exitCode: 1, title: 'The file has no such lead.' },
  owner_unknown: { exitCode: 1, title: 'The roster has no such owner.' },
  role_unknown: { exitCode: 1, title: 'The policy has no such role.' },
  document_faulty: { exitCode: 1, title: 'The document has errors.' },
} as const satisfies Record<string, { readonly exitCode: 1 | 2; readonly title: string }>

export type CliErrorCode = keyof typeof cliErrors

/** A failure the user can mend. Anything else that is thrown is a bug. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: CliErrorCode
  /** Where: a file, an option. */
  readonly where: string
  /** How to mend it. */
  readonly hint: string | null

  constructor(code: CliErrorCode, at: { readonly where: string; readonly what?: string; readonly hint?: string }) {
    super(at.what ?? cliErrors[code].title)
    this.code = code
    this.where = at.where
    this.hint = at.hint ?? null
  }
}

/** `where: what` on one line, how to mend it on the next. */
export function formatCliError(error: CliError): string {
  const hint = error.hint === null ? '' : `\n  ${error.hint}`
  return `${error.where}: ${error.message}${hint}`
}
