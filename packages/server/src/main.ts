/**
 * The server as a program: `npm start`. Settings come from the environment and a file (docs/reference/configuration.md); logs go to standard error,
 * what a person needs to start with to standard output.
 */
import { readConfig } from './config.ts'
import { createLog } from './platform/log/create-log.ts'
import { runServer } from './run-server.ts'

const reading = readConfig(process.env)
if (reading.kind === 'faulty') {
  for (const { where, what } of reading.problems) process.stderr.write(`${where}: ${what}\n`)
  process.exitCode = 78
} else {
  const log = createLog({ level: reading.config.logLevel, destination: process.stderr })
  process.exitCode = await runServer(reading.config, log)
}
