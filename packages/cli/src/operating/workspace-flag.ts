/** The flag that names a workspace where the database is opened; a server knows it by the key. */
export const workspaceFlag = {
  kind: 'parsed',
  parse: String,
  brief: 'The name or id of the workspace, where a database has several; a server knows it by the key',
  placeholder: 'NAME',
  optional: true,
} as const
