import { createLog, readConfig, runServer } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import type { ServeFlags } from './serve.ts'

/** What a program ends with whose configuration is at fault, by the custom of `sysexits.h`. */
const SETTINGS_FAULTY = 78

/** Serves until the process is told to stop. */
export async function runServe({ process }: CliContext, flags: ServeFlags): Promise<void> {
  const { config, dataDirectory, host, port } = flags
  const reading = readConfig({
    ...process.env,
    ...(config === undefined ? {} : { RIGHTFUL_CONFIG: config }),
    ...(dataDirectory === undefined ? {} : { RIGHTFUL_DATA_DIRECTORY: dataDirectory, DATABASE_URL: '' }),
    ...(host === undefined ? {} : { RIGHTFUL_HOST: host }),
    ...(port === undefined ? {} : { RIGHTFUL_PORT: port }),
  })
  if (reading.kind === 'faulty') {
    for (const { where, what } of reading.problems) process.stderr.write(`${where}: ${what}\n`)
    process.exitCode = SETTINGS_FAULTY
    return
  }
  const log = createLog({ level: reading.config.logLevel, destination: process.stderr })
  process.exitCode = await runServer(reading.config, log)
}
