import { settingsFlags, type SettingsFlags } from './settings-flags.ts'

/** Which server is asked, or which settings name the database that is opened instead. */
export type ServerFlags = SettingsFlags & {
  readonly url: string | undefined
  readonly key: string | undefined
}

/** The flags of every command that talks to a running server, or opens its database where none is named. */
export const serverFlags = {
  url: {
    kind: 'parsed',
    parse: parseUrl,
    brief: 'Ask the server there, in place of RIGHTFUL_URL; without it the database is opened',
    placeholder: 'URL',
    optional: true,
  },
  key: {
    kind: 'parsed',
    parse: String,
    brief: 'An API key with the scope admin, better given as RIGHTFUL_KEY, where no list of processes shows it',
    placeholder: 'KEY',
    optional: true,
  },
  ...settingsFlags,
} as const

function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text
  throw new Error('It is not the address of a server. Write it as in http://127.0.0.1:8787.')
}
