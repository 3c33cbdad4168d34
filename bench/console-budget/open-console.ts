import { createServer } from 'node:net'
import { once } from 'node:events'
import { type BrowserContext, chromium } from 'playwright-core'
import { signInUser } from '../../packages/server/src/testing/sign-in-user.ts'
import { findChromium } from '../../test/browser/find-chromium.ts'
import { makeBusiness } from '../service/make-business.ts'
import { fillHistory } from '../service/fill-history.ts'
import type { Stage } from '../service/open-stage.ts'
import { findReferenceRows } from '../service/reference-rows.ts'
import { startOn } from '../service/start-business.ts'

/** The console of a business with many leads, in a browser where its owner is signed in. */
export type OpenedConsole = {
  readonly url: string
  /** The Cookie header of whoever is signed in. */
  readonly cookie: string
  /** Of a lead that the policy gave to somebody. */
  readonly leadId: string
  /** The browser's port for tools. */
  readonly port: number
  readonly context: BrowserContext
  readonly close: () => Promise<void>
}

const ruleSize = { routes: 940, tableRows: 60 }
const callers = 64
const viewport = { width: 1440, height: 900 }
/** How long a page may take until something is there; a machine that does much else is slow. */
const waitMs = 60_000

/** Makes the business with 1,000 rules and so many leads, serves it by the product's own process, and opens the browser. */
export async function openConsole(stage: Stage, leadCount: number): Promise<OpenedConsole> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('This machine has no Chromium; name one in RIGHTFUL_CHROMIUM.')
  const { db, url: databaseUrl } = await stage.makeDatabase('console')
  const { workspaceId, key } = await makeBusiness(db, ruleSize)
  const { url } = await startOn(stage, databaseUrl)
  await stage.openLoad().run({ kind: 'closed', urls: [url], key, callers, seconds: 5 })
  const values = await findReferenceRows(db, workspaceId)
  await fillHistory(db, values, { count: leadCount, before: 1 })
  const { cookie } = await signInUser({ db, workspaceId, url }, { roles: ['owner'] })
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`],
  })
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', viewport })
  context.setDefaultTimeout(waitMs)
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
  return { url, cookie, leadId: await findOwnedLead(url, cookie), port, context, close: () => browser.close() }
}

async function findOwnedLead(url: string, cookie: string): Promise<string> {
  const response = await fetch(`${url}/v1/leads?state=assigned&limit=1`, { headers: { cookie } })
  const body: unknown = await response.json()
  const id = /"lead_id":"([^"]+)"/.exec(JSON.stringify(body))?.[1]
  if (id === undefined) throw new Error(`No lead has an owner: ${response.status} ${JSON.stringify(body)}`)
  return id
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
