import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { settingsFlags, type SettingsFlags } from '../operating/settings-flags.ts'
import { jsonFlag } from './json-flag.ts'

export type KeysRotateSecretsFlags = SettingsFlags & { readonly json: boolean }

/** `rightful keys rotate-secrets`: seals what is sealed in the database with a new key. */
export const keysRotateSecretsCommand = buildCommand<KeysRotateSecretsFlags, [], CliContext>({
  loader: async () => {
    const { runKeysRotateSecrets } = await import('./run-keys-rotate-secrets.ts')
    return function (this: CliContext, flags: KeysRotateSecretsFlags) {
      return runKeysRotateSecrets(this, flags)
    }
  },
  parameters: { flags: { ...settingsFlags, json: jsonFlag } },
  docs: {
    brief: 'Seal secrets and personal data under a new key',
    fullDescription: `Puts a new key in front of the one in the file secret-keys of the data directory, and seals the keys of all workspaces
with it. Servers may run meanwhile. The key before stays in the file until the next rotation; copy the file anew to where you keep
it. Where RIGHTFUL_SECRET_KEYS is set, put the new key in front there yourself (openssl rand -base64 32), keep the old one behind it,
and restart the servers, or run this, which then only seals.

Examples:
  rightful keys rotate-secrets
  RIGHTFUL_SECRET_KEYS=NEW,OLD rightful keys rotate-secrets --json

Exit codes: 0 done; 2 wrong usage, or a database or keys that cannot be used.`,
  },
})
