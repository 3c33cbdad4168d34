import { runCli } from './run-cli.ts'

const interruption = new AbortController()
/** How long work may take to tidy up after the user interrupted it. */
const tidyMs = 2000

// A server takes its time to stop, and sees to its signals itself.
if (process.argv[2] !== 'serve') {
  process.on('SIGINT', () => {
    if (interruption.signal.aborted) process.exit(130)
    interruption.abort()
    setTimeout(() => process.exit(130), tidyMs).unref()
  })
}
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read the output has seen enough, as in `rightful route … | head`.
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

process.exitCode = await runCli(process.argv.slice(2), process, interruption.signal)
