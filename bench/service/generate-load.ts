/** A load generator in a process of its own: posts leads as its parent tells it, and sends what came of it. Its argument numbers its leads. */
import { createRequests, type NextRequest } from './lead-requests.ts'
import type { LoadRequest } from './load-request.ts'
import { postLeads } from './post-leads.ts'

let next: NextRequest | null = null
const from = Number(process.argv[2])

process.on('message', (request: LoadRequest) => {
  next ??= createRequests(request.key, from)
  void postLeads(request, next).then((result) => process.send?.(result))
})
process.on('disconnect', () => process.exit(0))
