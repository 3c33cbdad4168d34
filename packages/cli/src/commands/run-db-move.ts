import { carrySecretKeys, type Config, listNodes, migrate, moveDatabase, type Store } from '@rightful/server'
import type { CliContext, CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { readSettingsOf, requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import type { DbMoveFlags } from './db-move.ts'

/** Moves everything from one database into another and says what that was. */
export async function runDbMove({ process }: CliContext, flags: DbMoveFlags): Promise<void> {
  const source = flags.from === undefined ? requireSettings(flags, process) : settingsAt(flags.from, process)
  const target = settingsAt(flags.to, process)
  const bar = createProgressBar(process, 'rows', () => performance.now())
  let count = 0
  await withStore(source, async (from) => {
    await refuseServed(from)
    await withStore(
      target,
      async (to) => {
        await migrate(from.db)
        await migrate(to.db)
        const onTable = ({ rows }: { readonly rows: number }): void => bar.update((count += rows), null, count)
        const { tables } = await moveDatabase({ from: from.db, to: to.db, onTable })
        carrySecretKeys(source, target)
        bar.finish()
        if (flags.json) {
          process.stdout.write(`${JSON.stringify({ from: from.reached, to: to.reached, rows: count, tables })}\n`)
          return
        }
        const filled = tables.filter(({ rows }) => rows > 0).length
        process.stdout.write(
          `Moved ${count.toLocaleString('en-US')} rows of ${filled} tables from ${from.reached} to ${to.reached}.\nEvery table arrived the same, by count and by hash. The source is as it was: keep it until the server runs on the new one.\n`,
        )
      },
      { mayCreate: true },
    )
  })
}

/** The settings with a database named by its URL or its directory. */
function settingsAt(place: string, process: CliProcess): Config {
  const isUrl = /^postgres(ql)?:\/\//.test(place)
  const env = { ...process.env, DATABASE_URL: isUrl ? place : '', ...(isUrl ? {} : { RIGHTFUL_DATA_DIRECTORY: place }) }
  const reading = readSettingsOf({ config: undefined, dataDirectory: undefined }, { ...process, env })
  if (reading.kind === 'ready') return isUrl ? reading.config : { ...reading.config, databaseUrl: null }
  const what = reading.problems.map((problem) => `${problem.where} ${problem.what}`).join('; ')
  throw new CliError('settings_faulty', { where: isUrl ? 'the URL' : place, what })
}

/** What is written to the source while it is copied, or afterwards, would be left behind. */
async function refuseServed({ db, servedBy, reached }: Store): Promise<void> {
  const nodes = await listNodes(db)
  if (servedBy === null && nodes.length === 0) return
  const who = nodes.length > 0 ? nodes.join(', ') : `process ${servedBy}`
  const what = `It is ${reached}, and ${who} serves it: leads that come in would be left behind.`
  throw new CliError('database_failed', { where: 'db move', what, hint: 'Stop the server first.' })
}
