import { Counter, type Registry } from 'prom-client'
import type { ClocksReport } from './run-due-clocks.ts'

/** Registers how many clocks warned and ran out on this node, and returns who is told of them. */
export function createClockCounter(registry: Registry): (workspaceId: string, report: ClocksReport) => void {
  const warned = new Counter({
    name: 'rightful_clocks_warned_total',
    help: 'Clocks that warned.',
    labelNames: ['workspace'] as const,
    registers: [registry],
  })
  const breached = new Counter({
    name: 'rightful_clocks_breached_total',
    help: 'Clocks that ran out.',
    labelNames: ['workspace'] as const,
    registers: [registry],
  })
  return (workspace, report) => {
    if (report.warned > 0) warned.inc({ workspace }, report.warned)
    if (report.breached > 0) breached.inc({ workspace }, report.breached)
  }
}
