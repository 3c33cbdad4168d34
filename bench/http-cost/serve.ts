/**
 * Serves one of the two kinds of POST /v1/leads in a process of its own. Sends its address, and, whenever it is sent anything,
 * the processor time it has used, `user` and `system`, in microseconds.
 */
import { servePlain, serveRoute } from './post-routes.ts'

const url = await (process.argv[2] === 'plain' ? servePlain() : serveRoute())
process.on('message', () => {
  process.send?.(process.cpuUsage())
})
process.on('disconnect', () => process.exit(0))
process.send?.({ url })
