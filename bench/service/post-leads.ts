import { connect, type Socket } from 'node:net'
import type { NextRequest } from './lead-requests.ts'
import type { LoadRequest, LoadResult } from './load-request.ts'

type Tally = { readonly times: number[]; failedCount: number; failure: string | null }

/** One keep-alive connection; it waits for an answer before the next request. */
type Line = { readonly socket: Socket; answered: (text: string) => void }

/** Posts leads and tells how long each answer took. */
export async function postLeads(request: LoadRequest, next: NextRequest): Promise<LoadResult> {
  const lineCount = request.kind === 'closed' ? request.callers : 256
  const lines = await Promise.all(
    Array.from({ length: lineCount }, (_, index) => openLine(request.urls[index % request.urls.length] ?? '')),
  )
  const tally: Tally = { times: [], failedCount: 0, failure: null }
  const began = performance.now()
  const untilMs = began + request.seconds * 1000
  if (request.kind === 'closed') await Promise.all(lines.map((line) => postUntil(line, { next, tally, untilMs })))
  else await postAtRate(lines, { next, tally, untilMs, perSecond: request.perSecond })
  const seconds = (performance.now() - began) / 1000
  for (const { socket } of lines) socket.destroy()
  const sorted = Float64Array.from(tally.times).sort()
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  const { failedCount, failure } = tally
  const count = sorted.length
  return { count, seconds, perSecond: count / seconds, p50: at(0.5), p99: at(0.99), max: at(1), failedCount, failure }
}

function openLine(url: string): Promise<Line> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => {
      const line: Line = { socket, answered: () => undefined }
      readAnswers(line)
      resolve(line)
    })
    socket.once('error', reject)
  })
}

function readAnswers(line: Line): void {
  let text = ''
  line.socket.setEncoding('latin1')
  line.socket.on('data', (chunk: string) => {
    text = text === '' ? chunk : text + chunk
    const head = text.indexOf('\r\n\r\n')
    if (head === -1) return
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
    if (text.length < head + 4 + length) return
    const answer = text
    text = ''
    line.answered(answer)
  })
  line.socket.on('error', () => line.answered('the connection was lost'))
}

function post(line: Line, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    line.answered = resolve
    line.socket.write(bytes)
  })
}

function note(tally: Tally, answer: string, ms: number): void {
  if (answer.startsWith('HTTP/1.1 201')) tally.times.push(ms)
  else {
    tally.failedCount += 1
    tally.failure ??= answer
  }
}

type Posting = { readonly next: NextRequest; readonly tally: Tally; readonly untilMs: number }

async function postUntil(line: Line, { next, tally, untilMs }: Posting): Promise<void> {
  let now = performance.now()
  while (now < untilMs) {
    const began = now
    const answer = await post(line, next())
    now = performance.now()
    note(tally, answer, now - began)
    if (tally.failedCount > 1000) return
  }
}

/** A lead that finds no free connection waits for one, and its time has begun. */
async function postAtRate(lines: readonly Line[], posting: Posting & { readonly perSecond: number }): Promise<void> {
  const { next, tally, untilMs, perSecond } = posting
  const free = [...lines]
  const due: number[] = []
  let underWay = 0
  let done = (): void => undefined
  const postOn = async (line: Line, dueMs: number): Promise<void> => {
    underWay += 1
    note(tally, await post(line, next()), performance.now() - dueMs)
    free.push(line)
    underWay -= 1
    send()
    if (underWay === 0 && due.length === 0) done()
  }
  const send = (): void => {
    for (;;) {
      const dueMs = due[0]
      const line = free[free.length - 1]
      if (dueMs === undefined || line === undefined) return
      due.shift()
      free.pop()
      void postOn(line, dueMs)
    }
  }
  const began = performance.now()
  let sent = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const now = performance.now()
      for (; sent < ((Math.min(now, untilMs) - began) / 1000) * perSecond; sent += 1) {
        due.push(began + (sent / perSecond) * 1000)
      }
      send()
      if (now < untilMs) return
      clearInterval(timer)
      if (underWay === 0 && due.length === 0) resolve()
      else done = resolve
    }, 1)
  })
}
