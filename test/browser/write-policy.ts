import type { Page } from 'playwright-core'

/** Writes a whole text in the place of what stands in the policy editor. */
export async function writePolicy(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Policy document' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}
