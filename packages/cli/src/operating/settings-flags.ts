/** Where the settings come from, beside the environment. */
export type SettingsFlags = {
  readonly config: string | undefined
  readonly dataDirectory: string | undefined
}

/** The flags of every command that needs the server's settings; the environment has them too. */
export const settingsFlags = {
  config: {
    kind: 'parsed',
    parse: String,
    brief: 'The configuration file, in place of RIGHTFUL_CONFIG',
    placeholder: 'FILE',
    optional: true,
  },
  dataDirectory: {
    kind: 'parsed',
    parse: String,
    brief: 'Where the embedded database lies, in place of RIGHTFUL_DATA_DIRECTORY; not with DATABASE_URL',
    placeholder: 'DIR',
    optional: true,
  },
} as const
