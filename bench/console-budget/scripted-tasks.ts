import type { Page } from 'playwright-core'
import { median } from '../rounds/median.ts'
import type { Figure } from './figure.ts'
import type { OpenedConsole } from './open-console.ts'

const interactionBarMs = 150
const listBarMs = 300
const editBarMs = 150
const edits = 12

/** Keeps how long each interaction took until it was painted, and when the first row of a table was. */
const observe = `
  window.interactions = []
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) if (interactionId > 0) window.interactions.push(duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  const watcher = new MutationObserver(() => {
    if (document.querySelector('tbody tr') === null) return
    watcher.disconnect()
    requestAnimationFrame(() => setTimeout(() => { window.rowsShownAt = performance.now() }))
  })
  watcher.observe(document, { childList: true, subtree: true })
`

const rowsShown = `new Promise((resolve) => {
  const ask = () => (window.rowsShownAt > 0 ? resolve(window.rowsShownAt) : setTimeout(ask, 20))
  ask()
})`

/** The list of leads from navigation to its rows, in a browser that has the console's files: the middle of the rounds. */
export async function listPage({ context, url }: OpenedConsole, rounds: number): Promise<Figure> {
  const page = await context.newPage()
  await page.addInitScript(observe)
  const times: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    await page.goto(`${url}/leads`)
    times.push(await page.evaluate<number>(rowsShown))
  }
  await page.close()
  const [first = 0, ...others] = times
  const note = `first ${Math.round(first)} ms, worst of the others ${Math.round(Math.max(...others))} ms`
  const what = 'list of leads: navigation → rows shown'
  return { what, value: median(others), unit: ' ms', operator: '<=', bar: listBarMs, note }
}

/** What people do all day, as scripts: the slowest interaction of each, the middle of the rounds. */
export async function interactions(opened: OpenedConsole, rounds: number): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const [name, { path, act }] of Object.entries(tasks)) {
    const slowest: number[] = []
    for (let round = 0; round < rounds; round += 1) slowest.push(await slowestOf(opened, path, act))
    const note = `worst round ${Math.max(...slowest)} ms`
    const what = `INP: ${name}`
    figures.push({ what, value: median(slowest), unit: ' ms', operator: '<=', bar: interactionBarMs, note })
  }
  return figures
}

async function slowestOf({ context, url }: OpenedConsole, path: string, act: Act): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(observe)
  await page.goto(url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await act(page)
  // The browser tells of an interaction some frames after it.
  await page.waitForTimeout(300)
  const times = await page.evaluate<readonly number[]>('window.interactions')
  await page.close()
  return Math.max(0, ...times)
}

type Act = (page: Page) => Promise<void>

const tasks: Readonly<Record<string, { readonly path: string; readonly act: Act }>> = {
  'from the overview to a lead by the list': {
    path: '/',
    act: async (page) => {
      await page.getByRole('link', { name: 'Leads', exact: true }).click()
      await page.getByRole('row').nth(3).click()
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
    },
  },
  'filter the list of leads': {
    path: '/leads',
    act: async (page) => {
      await page.getByRole('row').nth(1).waitFor()
      await page.getByRole('button', { name: /State/ }).click()
      await page.getByRole('option', { name: 'Assigned' }).click()
      await page.getByRole('button', { name: 'Clear' }).click()
    },
  },
  'post a test lead': {
    path: '/leads',
    act: async (page) => {
      await page.getByRole('button', { name: 'Post a test lead' }).first().click()
      await page.getByRole('button', { name: 'Post', exact: true }).click()
      await page.getByRole('dialog').getByRole('heading').first().waitFor()
    },
  },
  'write in a policy of 1,000 rules': {
    path: '/changes/new',
    act: async (page) => {
      await writeInPolicy(page)
      await page.getByRole('textbox', { name: 'Title' }).pressSequentially('a title', { delay: 50 })
    },
  },
}

/** From an edit of a policy with 1,000 rules to what the engine makes of it, on the screen. */
export async function editToResult({ context, url }: OpenedConsole): Promise<Figure> {
  const page = await context.newPage()
  await page.goto(`${url}/changes/new`)
  await writeInPolicy(page)
  const times = await page.evaluate<readonly number[]>(
    `performance.getEntriesByName('policy-edit').map(({ duration }) => duration)`,
  )
  await page.close()
  const note = `worst of ${times.length}: ${Math.round(Math.max(0, ...times))} ms`
  const what = 'policy editor, 1,000 rules: edit → result'
  return { what, value: median(times), unit: ' ms', operator: '<=', bar: editBarMs, note }
}

/** Types at the end of the first line, the policy's name, so that it stays readable after every key. */
async function writeInPolicy(page: Page): Promise<void> {
  await page
    .getByText(/^It goes to|^It waits in|cannot be told/)
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: 'Policy document' }).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('End')
  for (let edit = 1; edit <= edits; edit += 1) {
    await page.keyboard.type('x')
    // Each edit has to be answered before the next, or the browser would count them as one.
    await page.waitForTimeout(400)
  }
}
