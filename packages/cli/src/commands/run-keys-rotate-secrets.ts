import { rotateSecrets, secretKeyFileOf } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import type { KeysRotateSecretsFlags } from './keys-rotate-secrets.ts'

/** Makes a new key where the keys are in a file, seals with the newest, and says so. */
export async function runKeysRotateSecrets({ process }: CliContext, flags: KeysRotateSecretsFlags): Promise<void> {
  const config = requireSettings(flags, process)
  await withStore(config, async ({ db, reached }) => {
    const { isKeyNew, sealedCount } = await rotateSecrets(db, config)
    if (flags.json) {
      const said = { database: reached, is_key_new: isKeyNew, sealed_count: sealedCount }
      process.stdout.write(`${JSON.stringify(said)}\n`)
      return
    }
    const made = isKeyNew ? `A new key is in ${secretKeyFileOf(config)}: keep a copy of it. ` : ''
    process.stdout.write(
      `${made}Keys of workspaces that were sealed with the newest key: ${sealedCount} (${reached}).\n`,
    )
  })
}
