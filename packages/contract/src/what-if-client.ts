import type { z } from 'zod'
import { type ClientOptions, createSender } from './client.ts'
import { type postWhatIfRequest, whatIf, type WhatIfAnswer } from './what-if.ts'

/** What-ifs as functions. Each throws a `RoutingError` with the code of the catalogue. */
export type WhatIfClient = {
  /** Asks one: of few leads it is done in the answer, of many it has begun. */
  readonly askWhatIf: (ask: z.input<typeof postWhatIfRequest>) => Promise<WhatIfAnswer>
  /** How far it is, and what came of it. */
  readonly getWhatIf: (whatIfId: string) => Promise<WhatIfAnswer>
}

/** A client for what-ifs: its key needs the scope `policies:read`. */
export function createWhatIfClient(options: ClientOptions): WhatIfClient {
  const send = createSender(options)
  return {
    askWhatIf: (body) => send('/v1/what-if', { method: 'POST', answer: whatIf, body }),
    getWhatIf: (id) => send(`/v1/what-if/${encodeURIComponent(id)}`, { method: 'GET', answer: whatIf }),
  }
}
