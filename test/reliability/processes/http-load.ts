import { setTimeout as sleep } from 'node:timers/promises'
import { leadResult, problem } from '@rightful/contract'
import { createRandom, type Random } from '@rightful/engine/testing'
import type { Command } from '../../../packages/server/src/pipeline/desk/command.ts'
import type { SentCommand, Told } from '../histories/sent-command.ts'

/** Requests to nodes that come and go. */
export type Load = {
  /** What was sent so far, and what was told. */
  readonly sent: SentCommand[]
  /** Sends nothing new, and resolves when what was sent is answered or given up. */
  readonly stop: () => Promise<void>
}

/** Who sends, and where to. */
export type LoadOptions = {
  readonly seed: number
  /** The nodes at this moment; there may be none. */
  readonly urls: () => readonly string[]
  readonly key: string
  readonly clients: number
  /** How long a new lead is sent again before its sender gives up. */
  readonly patienceMs: number
}

const requestTimeoutMs = 20_000

/** Starts clients that post, repeat, follow up, change and close leads until they are told to stop. */
export function startLoad(options: LoadOptions): Load {
  const sent: SentCommand[] = []
  const state = { isStopping: false, count: 0 }
  const clients = Array.from({ length: options.clients }, async (_, client) => {
    const random = createRandom(options.seed * 1000 + client)
    while (!state.isStopping) {
      state.count += 1
      await act({ options, sent, random, isStopping: () => state.isStopping }, `r${client}-${state.count}`)
    }
  })
  return {
    sent,
    stop: async () => {
      state.isStopping = true
      await Promise.all(clients)
    },
  }
}

type Client = {
  readonly options: LoadOptions
  readonly sent: SentCommand[]
  readonly random: Random
  readonly isStopping: () => boolean
}

async function act(client: Client, name: string): Promise<void> {
  const { sent, random } = client
  const known = sent.flatMap(({ told }) => (told.kind === 'done' ? [told.leadId] : []))
  if (known.length === 0 || random.chance(0.65)) {
    const lead = newLead(random, name)
    // In a hurry: the same request twice at once, which may arrive in any order at any node.
    const copies = random.chance(0.15) ? 2 : 1
    await Promise.all(Array.from({ length: copies }, () => post(client, name, lead)))
    return
  }
  const { command, path, body, method } = follow(random, name, random.pick(known))
  const told = await ask(client, { path, body, method, key: null })
  sent.push({ name, command, turn: 0, told })
}

type NewLead = Command & { readonly kind: 'create' }

const oddities = ['\u0000', '\ud800', '\u001e', '"', '𝔸', 'x'.repeat(2000)]

function newLead(random: Random, name: string): NewLead {
  const person = random.chance(0.1) ? random.below(30) : name
  const attributes = {
    email: `person-${person}@${random.pick(['kraftwerk-sued.example', 'nowhere.example', 'gmail.com'])}`,
    company: `Works ${person}${random.chance(0.1) ? random.pick(oddities) : ''}`,
    country: random.pick(['DE', 'US', 'FR', 'JP', 'GB', 'Deutschland', 'N/A']),
    employees: random.pick([5, 150, '5,000', 'many']),
    source: 'web',
    consent: 'yes',
    marker: name,
  }
  const known = { externalId: null, idempotencyKey: name, fingerprint: null, importId: null }
  // The node makes the id: until it is told, the lead is known by its key alone.
  return { kind: 'create', lead: { leadId: '', attributes, priority: 0, lane: 'web', ...known } }
}

/** Posts a lead until somebody answers: with its key that is the same lead however often it arrives. */
async function post(client: Client, name: string, command: NewLead): Promise<void> {
  const { options, sent } = client
  const untilMs = performance.now() + options.patienceMs
  for (;;) {
    const { attributes } = command.lead
    const told = await ask(client, { path: '/v1/leads', body: { attributes }, method: 'POST', key: name })
    if (told.kind !== 'unknown' || performance.now() > untilMs) {
      sent.push({ name, command, turn: 0, told })
      return
    }
    await sleep(30)
  }
}

type Request = {
  readonly path: string
  readonly body: unknown
  readonly method: 'POST' | 'PATCH'
  readonly key: string | null
}

function follow(random: Random, name: string, leadId: string): Omit<Request, 'key'> & { readonly command: Command } {
  const path = `/v1/leads/${leadId}`
  const method = 'POST' as const
  switch (random.below(5)) {
    case 0:
    case 1: {
      const command: Command = { kind: 'touch', leadId, channel: name, by: '' }
      return { command, method, path: `${path}/touch`, body: { channel: name } }
    }
    case 2: {
      const attributes = { country: random.pick(['US', 'DE', 'FR']), marker: name }
      const command: Command = { kind: 'update', leadId, attributes, ifVersion: null, by: '' }
      return { command, method: 'PATCH', path, body: { attributes } }
    }
    case 3: {
      const command: Command = { kind: 'close', leadId, as: 'converted', reason: name, by: '' }
      return { command, method, path: `${path}/convert`, body: { reason: name } }
    }
    default: {
      const reassign = random.chance(0.7)
      const command: Command = { kind: 'reject', leadId, reason: name, reassign, by: '' }
      return { command, method, path: `${path}/reject`, body: { reason: name, reassign } }
    }
  }
}

async function ask({ options, random }: Client, { path, body, method, key }: Request): Promise<Told> {
  const urls = options.urls()
  if (urls.length === 0) {
    await sleep(50)
    return { kind: 'unknown', error: 'there is no node' }
  }
  const headers = { authorization: `Bearer ${options.key}`, 'content-type': 'application/json' }
  try {
    const response = await fetch(`${random.pick(urls)}${path}`, {
      method,
      headers: key === null ? headers : { ...headers, 'idempotency-key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    })
    return readAnswer(response.ok, await response.json())
  } catch (error) {
    return { kind: 'unknown', error: String(error) }
  }
}

function readAnswer(isDone: boolean, json: unknown): Told {
  if (!isDone) {
    const read = problem.safeParse(json)
    if (!read.success) return { kind: 'unknown', error: JSON.stringify(json) }
    const { code, retryable } = read.data
    return retryable || code === 'internal_error' ? { kind: 'unknown', error: code } : { kind: 'failed', code }
  }
  const {
    lead_id: leadId,
    version,
    is_new: isNew,
    stayed,
    decision_id: decisionId,
    owner_id: ownerId,
  } = leadResult.parse(json)
  // What else is answered may rest on an older decision.
  const decision = isNew && decisionId !== null ? { decisionId, ownerId } : null
  return { kind: 'done', leadId, version, decision, isNew, stayed }
}
