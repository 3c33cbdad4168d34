import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inBrowser } from './in-browser.ts'
import { writePolicy } from './write-policy.ts'

const document = `policy: test
fields:
  country:   { type: country }
  employees: { type: integer, min: 0 }
routes:
  # The largest first.
  - id: large # of any country
    when: employees >= 1000
    to: [pool: dach]
  - id: german
    when: country == "DE"
    to: [pool: sdr]
fallback:
  unmatched: [hold: triage]
`

async function textOf(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Text' }).click()
  const lines = await page.getByRole('textbox', { name: 'Policy document' }).locator('.cm-line').allTextContents()
  return lines.join('\n')
}

inBrowser('the policy editor', ({ open, service }) => {
  const openEditor = async (colorScheme: 'light' | 'dark' = 'light') => {
    const opened = await open({ path: '/changes/new', colorScheme, user: { roles: ['owner'] } })
    await writePolicy(opened.page, document)
    await opened.page.getByText(/^It goes to|^It waits in/).waitFor()
    return opened
  }
  const goesTo = (page: Page, text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor()

  test('tries a lead while one types, and says what of the policy it meets', async () => {
    const { page, faults } = await openEditor()
    await page.getByRole('textbox', { name: 'Lead to try' }).fill('country: Germany\nemployees: 5')
    await goesTo(page, 'It goes to sdr by german')
    await page.getByRole('textbox', { name: 'Lead to try' }).fill('{ "country": "Germany", "employees": 5000 }')
    await goesTo(page, 'It goes to dach by large')
    await page.getByRole('button', { name: 'Who would get it now?' }).click()
    await page.getByText(/^assigned to \w+, pool dach/).waitFor()
    await page.getByRole('textbox', { name: 'Lead to try' }).fill('country: FR')
    await page.getByText('cannot be told').waitFor()
    await page.getByText('(missing: employees)').waitFor()
    assert.deepEqual(faults(), [])
  })

  test('marks what is wrong where it stands, with how to mend it, and goes there', async () => {
    const { page } = await openEditor()
    await writePolicy(page, document.replace('country == "DE"', 'contry == "DE"'))
    await page.getByText('It cannot be read as a policy yet.').waitFor()
    await page.getByRole('button', { name: /error policy\.yaml:11/ }).click()
    await page.keyboard.press('F8')
    await page.locator('.cm-tooltip').getByText('Did you mean `country`?').waitFor()
  })

  test('completes keys by the schema and conditions by the fields', async () => {
    const { page } = await openEditor()
    await page.getByRole('textbox', { name: 'Policy document' }).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('  nob')
    await page.getByRole('option', { name: 'nobody' }).click()
    await page.keyboard.type('[hold: waiting]')
    assert.match(await textOf(page), /nobody: \[hold: waiting\]/)
  })

  test('pins a lead as a golden test, which fails once the policy says otherwise', async () => {
    const { page } = await openEditor()
    await page.getByRole('textbox', { name: 'Lead to try' }).fill('country: DE\nemployees: 5')
    await goesTo(page, 'It goes to sdr by german')
    await page.getByRole('button', { name: 'Pin as a golden lead' }).click()
    await page.getByText('1 golden lead passes.').waitFor()
    await page.getByRole('tab', { name: 'Routes' }).click()
    const place = page.getByRole('textbox', { name: 'Where german goes' })
    await place.fill('pool: dach')
    await place.press('Enter')
    await page.getByText('1 of 1 golden leads fail.').waitFor()
    await page.getByText('pool: dach, not sdr').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('1 golden lead passes.').waitFor()
  })

  test('changes routes in a form and leaves the rest of the text as it was', async () => {
    const { page } = await openEditor()
    await page.getByRole('tab', { name: 'Routes' }).click()
    await page.getByRole('button', { name: 'Move large down' }).click()
    const condition = page.getByRole('textbox', { name: 'Condition of german' })
    await condition.fill('country in ["DE", "AT"]')
    await condition.press('Enter')
    const moved = `routes:
  - id: german
    when: country in ["DE", "AT"]
    to: [pool: sdr]
  # The largest first.
  - id: large # of any country
    when: employees >= 1000
    to: [pool: dach]
fallback:`
    assert.ok((await textOf(page)).includes(moved), await textOf(page))
  })

  test('does the same by keys alone', async () => {
    const { page } = await openEditor()
    await page.getByRole('tab', { name: 'Text' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Move large down' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Name of large' }).focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('big')
    await page.keyboard.press('Tab')
    assert.match(await textOf(page), /- id: german[\s\S]*# The largest first\.\n {2}- id: big # of any country/)
  })

  test('has tables as spreadsheets: keys, pasted cells, the row that takes the lead', async () => {
    const { page, faults } = await openEditor()
    await page.getByRole('tab', { name: 'Tables' }).click()
    await page.getByRole('button', { name: 'Add a route with a table' }).click()
    const grid = page.getByRole('grid', { name: 'Decision table territories.csv' })
    await grid.getByRole('gridcell').first().click()
    await page.keyboard.type('FR')
    await page.keyboard.press('Tab')
    await page.keyboard.type('1..99')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Home')
    await page.getByRole('button', { name: 'Add a row below' }).click()
    await grid.getByRole('gridcell').nth(3).click()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/plain', 'IT\t5..\tdach\r\n"ES, PT"\t\tsdr\r\n')
      const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      globalThis.document.activeElement?.dispatchEvent(paste)
    })
    const cells = async () => (await grid.getByRole('gridcell').allTextContents()).join('|')
    assert.equal(await cells(), 'FR|1..99|dach|IT|5..|dach|ES, PT||sdr')
    await page.getByRole('textbox', { name: 'Lead to try' }).fill('country: PT\nemployees: 3')
    await goesTo(page, 'It goes to sdr by by-table')
    await grid.getByRole('gridcell').nth(6).click()
    await page.keyboard.press('F2')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Delete')
    assert.equal(await cells(), 'FR|1..99|dach||5..|dach|ES, PT||sdr')
    await page.keyboard.press('Control+z')
    assert.equal(await cells(), 'FR|1..99|dach|IT|5..|dach|ES, PT||sdr')
    assert.deepEqual(faults(), [])
  })

  test('draws the flow: the way of the lead, what each route took, and moves by drag or by buttons', async () => {
    await service().client.postLead({ attributes: { country: 'DE' } })
    const { page, faults } = await openEditor()
    await page.getByRole('textbox', { name: 'Lead to try' }).fill('country: DE\nemployees: 5')
    await page.getByRole('tab', { name: 'Flow' }).click()
    const flow = page.getByRole('group', { name: 'Flow of the policy' })
    await flow.getByRole('button', { name: /^Route german, .*1 lead, on the way of the lead/ }).waitFor()
    await flow.getByRole('button', { name: /^Place sdr, pool, on the way of the lead/ }).waitFor()
    await flow.getByRole('button', { name: /^Route german/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Move up' }).click()
    const order = async () => {
      const names = await flow
        .getByRole('button', { name: /^Route/ })
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(',', 1)[0]))
      return names.join()
    }
    await page.getByRole('button', { name: 'Move down' }).and(page.locator(':enabled')).waitFor()
    assert.equal(await order(), 'Route german,Route large')
    const box = await flow.getByRole('button', { name: /^Route german/ }).boundingBox()
    assert.ok(box !== null)
    await page.mouse.move(box.x + 20, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + 20, box.y + 80, { steps: 4 })
    await page.mouse.up()
    await page.getByRole('button', { name: 'Move up' }).and(page.locator(':enabled')).waitFor()
    assert.equal(await order(), 'Route large,Route german')
    await page.getByRole('button', { name: 'Show in the text' }).click()
    assert.match(await textOf(page), /The largest first[\s\S]*id: large[\s\S]*id: german/)
    assert.deepEqual(faults(), [])
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`has no barrier in any view, ${colorScheme}`, async () => {
      const { page, barriers, faults } = await openEditor(colorScheme)
      for (const view of ['Text', 'Routes', 'Flow', 'Tables']) {
        await page.getByRole('tab', { name: view }).click()
        if (view === 'Tables') await page.getByRole('button', { name: 'Add a route with a table' }).click()
        assert.deepEqual(await barriers(), [], `${view} ${colorScheme}`)
      }
      assert.deepEqual(faults(), [])
    })
})
