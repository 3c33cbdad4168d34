/** The console against its limits: Lighthouse, the first load, interactions, the list of a million leads, an edit of 1,000 rules. */
import type { BenchResult } from './bench-result.ts'
import { type Figure, figureLine, isKept } from './console-budget/figure.ts'
import { firstLoad } from './console-budget/first-load.ts'
import { lighthouseScores } from './console-budget/lighthouse-scores.ts'
import { type OpenedConsole, openConsole } from './console-budget/open-console.ts'
import { editToResult, interactions, listPage } from './console-budget/scripted-tasks.ts'
import { openStage } from './service/open-stage.ts'

/** Opens the built console (`packages/console/dist`) in a real Chromium, signed in, before a workspace with the leads. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const leadCount = quick ? 50_000 : 1_000_000
  const rounds = quick ? 3 : 7
  const stage = await openStage()
  try {
    const opened = await openConsole(stage, leadCount)
    const figures = await measure(opened, rounds)
    await opened.close()
    const value = figures.filter((figure) => !isKept(figure)).length
    const table = [`${leadCount} leads, middle of ${rounds} rounds:`, ...figures.map(figureLine)]
    return { name: 'console-budget', value, unit: 'limits passed over', operator: '<=', bar: 0, table }
  } finally {
    await stage.close()
  }
}

async function measure(opened: OpenedConsole, rounds: number): Promise<readonly Figure[]> {
  const figures = [await firstLoad(opened.url), await listPage(opened, rounds)]
  figures.push(...(await interactions(opened, rounds)), await editToResult(opened))
  for (const path of ['/', '/leads', `/leads/${opened.leadId}`]) {
    figures.push(...(await lighthouseScores(opened, path)))
  }
  return figures
}
