import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { consolePages } from '../../packages/server/src/console-pages.ts'
import { openTestService, type TestService } from '../../packages/server/src/testing/open-test-service.ts'
import { type SignedInUser, signInUser, type TestUser } from '../../packages/server/src/testing/sign-in-user.ts'
import { findChromium } from './find-chromium.ts'

const built = join(import.meta.dirname, '../../packages/console/dist/index.html')
const chromiumOptions = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
/** What a page waits for something to be there, in milliseconds, on a machine that does much else. */
const WAIT_MS = 15_000

/** How a page is opened. */
export type PageOptions = BrowserContextOptions & {
  /** Where, such as `/leads`; `/` unless told. */
  readonly path?: string
  /** Who is signed in; nobody unless told. */
  readonly user?: TestUser
}

/** A page of the console in a browser of its own. */
export type OpenedPage = {
  readonly page: Page
  /** Who is signed in. */
  readonly user: SignedInUser | null
  /** What went wrong in it so far: errors, what its policy refused, what it wrote to the console as an error. */
  readonly faults: () => readonly string[]
  /** What axe finds wrong with it as it stands: rule and element. */
  readonly barriers: () => Promise<readonly string[]>
}

/** A service that serves the console, and a browser, for the tests of a file. */
export type BrowserWorld = {
  /** The service; there is one as soon as a test runs. */
  readonly service: () => TestService
  /** Opens a page in a context of its own, which shares no cookies with others. Contexts are closed after the tests. */
  readonly open: (options?: PageOptions) => Promise<OpenedPage>
}

/** Tests in a real Chromium, against a real service that serves the console as it was built. Where there is no Chromium they are skipped. */
export function inBrowser(name: string, define: (world: BrowserWorld) => void): void {
  const executablePath = findChromium()
  if (executablePath === null) {
    const why = 'skipped: this machine has no Chromium; install one, or name it in RIGHTFUL_CHROMIUM'
    describe(`${name} (${why})`, { skip: true }, () => define(createWorld(null)))
    return
  }
  describe(name, () => define(createWorld(executablePath)))
}

function createWorld(executablePath: string | null): BrowserWorld {
  let service: TestService | null = null
  let browser: Browser | null = null
  before(async () => {
    if (executablePath === null) return
    if (!existsSync(built))
      throw new Error('The console is not built: run vite build in packages/console, or npm test.')
    service = await openTestService({ pages: consolePages() })
    browser = await chromium.launch({ executablePath, args: chromiumOptions })
  })
  after(async () => {
    await browser?.close()
    await service?.close()
  })
  const serviceOf = (): TestService => service ?? missing('service')
  return {
    service: serviceOf,
    open: (options = {}) => openPage(browser ?? missing('browser'), serviceOf(), options),
  }
}

function missing(what: string): never {
  throw new Error(`There is no ${what} yet: ask for it within a test.`)
}

async function openPage(browser: Browser, service: TestService, options: PageOptions): Promise<OpenedPage> {
  const { path = '/', user: who, ...contextOptions } = options
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...contextOptions })
  context.setDefaultTimeout(WAIT_MS)
  const user = who === undefined ? null : await signInUser(service, who)
  const [name = '', value = ''] = user?.cookie.split('=') ?? []
  if (user !== null) await context.addCookies([{ name, value, url: service.url, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const faults = listenForFaults(page)
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))`,
  )
  await page.goto(service.url + path)
  return { page, user, faults: () => faults, barriers: () => findBarriers(page) }
}

function listenForFaults(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    const { url } = message.location()
    // The browser itself notes that nobody is signed in, which is how the console learns it.
    const isAsking = url.endsWith('/v1/session') && /status of 401/.test(message.text())
    if (message.type() === 'error' && !isAsking) faults.push(`${message.text()} (${url})`)
  })
  return faults
}

async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
