import lighthouse, { desktopConfig } from 'lighthouse'
import type { Figure } from './figure.ts'
import type { OpenedConsole } from './open-console.ts'

const categories = ['performance', 'accessibility', 'best-practices'] as const
const bar = 95

/** Lighthouse's scores of a page as a desk has it, signed in, and which audits cost the most of them. */
export async function lighthouseScores(opened: OpenedConsole, path: string): Promise<readonly Figure[]> {
  const { url, cookie, port } = opened
  const flags = { port, output: 'json' as const, logLevel: 'error' as const, onlyCategories: [...categories] }
  const ran = await lighthouse(url + path, { ...flags, extraHeaders: { Cookie: cookie } }, desktopConfig)
  if (ran === undefined) throw new Error(`Lighthouse said nothing of ${path}.`)
  const { lhr } = ran
  if (lhr.runtimeError !== undefined) throw new Error(`Lighthouse failed on ${path}: ${lhr.runtimeError.message}`)
  return categories.map((id) => {
    const category = lhr.categories[id]
    const costly = (category?.auditRefs ?? []).flatMap(({ id: audit, weight }) => {
      const said = lhr.audits[audit]
      if (weight === 0 || said === undefined || said.score === null || said.score >= 0.9) return []
      return `${audit} ${said.displayValue ?? ''}`.trim()
    })
    const value = (category?.score ?? 0) * 100
    const what = `Lighthouse ${id} ${path.replace(/[0-9a-f-]{36}/, '…')}`
    return { what, value, unit: '', operator: '>=', bar, note: costly.join(', ') }
  })
}
