import {
  type AccessClient,
  type ChangeClient,
  createAccessClient,
  createChangeClient,
  createOperationClient,
  createReportClient,
  createWhatIfClient,
  type OperationClient,
  type ReportClient,
  RoutingError,
  type WhatIfClient,
} from '@rightful/contract'
import type { CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import type { ServerFlags } from './server-flags.ts'

/** A server that was named, to be asked. */
export type AskedServer = {
  readonly url: string
  /** Asks, and turns failures into those of the command line: `server_unreachable`, `server_refused`. */
  readonly ask: <Answer>(
    question: (client: OperationClient & AccessClient & ReportClient & ChangeClient & WhatIfClient) => Promise<Answer>,
  ) => Promise<Answer>
}

/** The server that flags or environment name; `null`: none, so that the database is opened. Throws `key_needed`. */
export function askedServer(flags: ServerFlags, { env }: CliProcess): AskedServer | null {
  // A database that is named on the command line is meant, whatever server the environment names.
  if (flags.url === undefined && (flags.dataDirectory ?? flags.config) !== undefined) return null
  const url = flags.url ?? env['RIGHTFUL_URL']
  if (url === undefined || url === '') return null
  const apiKey = flags.key ?? env['RIGHTFUL_KEY']
  if (apiKey === undefined || apiKey === '') {
    const hint =
      'Set RIGHTFUL_KEY to one with the scope admin; `rightful keys create` makes one on the server’s machine.'
    throw new CliError('key_needed', { where: url, hint })
  }
  const options = { baseUrl: url, apiKey }
  const client = {
    ...createOperationClient(options),
    ...createAccessClient(options),
    ...createReportClient(options),
    ...createChangeClient(options),
    ...createWhatIfClient(options),
  }
  return { url, ask: (question) => tellingRefusals(url, () => question(client)) }
}

async function tellingRefusals<Answer>(url: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error
    if (error.code === 'service_unavailable') throw new CliError('server_unreachable', { where: url })
    const items = error.items.map(({ where, what }) => `${where} ${what}`)
    throw new CliError('server_refused', {
      where: url,
      what: [error.message, ...items].join(' '),
      ...(error.code === 'forbidden' || error.code === 'unauthenticated'
        ? { hint: 'Give a key with that scope, or where none is named with the scope admin in RIGHTFUL_KEY.' }
        : {}),
    })
  }
}
