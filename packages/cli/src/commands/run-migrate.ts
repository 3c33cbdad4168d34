import { migrate, type Migration, pendingMigrations } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import type { MigrateFlags } from './migrate.ts'

/** Applies what the schema lacks, or says what that would be. */
export async function runMigrate({ process }: CliContext, flags: MigrateFlags): Promise<void> {
  const config = requireSettings(flags, process)
  await withStore(
    config,
    async ({ db, reached }) => {
      const migrations = flags.check ? await pendingMigrations(db) : await migrate(db)
      const names = migrations.map(nameOf)
      const key = flags.check ? 'pending' : 'applied'
      if (flags.json) process.stdout.write(`${JSON.stringify({ database: reached, [key]: names })}\n`)
      else process.stdout.write(`${sentence(names, flags.check)} (${reached})\n`)
      if (flags.check && names.length > 0) process.exitCode = 1
    },
    { mayCreate: !flags.check },
  )
}

function sentence(names: readonly string[], isCheck: boolean): string {
  if (names.length === 0) return 'The schema is that of this release.'
  return isCheck ? `The schema lacks ${names.join(', ')}.` : `Applied ${names.join(', ')}.`
}

function nameOf({ number, name }: Migration): string {
  return `${String(number).padStart(4, '0')}_${name}`
}
