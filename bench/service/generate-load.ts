/** A load generator in a process of its own: posts leads as its parent tells it, and sends what came of it. Its argument numbers its leads. */
import { createRequests, type NextRequest } from './lead-requests.ts'
import type { LoadRequest } from './load-request.ts'
import { postLeads } from './post-leads.ts'

/** One line of leads for each workspace, told by its key. */
const lines = new Map<string, NextRequest>()
const from = Number(process.argv[2])

process.on('message', (request: LoadRequest) => {
  const next = lines.get(request.key) ?? createRequests(request.key, from)
  lines.set(request.key, next)
  void postLeads(request, next).then((result) => process.send?.(result))
})
process.on('disconnect', () => process.exit(0))
