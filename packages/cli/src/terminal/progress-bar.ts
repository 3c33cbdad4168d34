import type { CliProcess } from '../cli-context.ts'

/** A line on the error stream that tells how far long work has come. */
export type ProgressBar = {
  /** `done` out of `total` units; `null`: the end is not known. `count` is what a person counts, such as leads. */
  readonly update: (done: number, total: number | null, count: number) => void
  /** Takes the line away. */
  readonly finish: () => void
}

const redrawEveryMs = 100
/** Work that is over before this shows no bar at all. */
const silentMs = 500
const barWidth = 24

/** A bar where there is a terminal to show it on; nothing where the error stream goes to a file or a program. */
export function createProgressBar(process: CliProcess, noun: string, now: () => number): ProgressBar {
  if (process.stderr.isTTY !== true || process.env.TERM === 'dumb') return { update: () => {}, finish: () => {} }
  const started = now()
  let drawnAt = started + silentMs - redrawEveryMs
  let isDrawn = false
  return {
    update: (done, total, count) => {
      const at = now()
      if (at - drawnAt < redrawEveryMs) return
      drawnAt = at
      isDrawn = true
      process.stderr.write(`\r\u001B[2K${progressLine({ done, total, count, noun, elapsedMs: at - started })}`)
    },
    finish: () => {
      if (isDrawn) process.stderr.write('\r\u001B[2K')
    },
  }
}

type Progress = {
  readonly done: number
  readonly total: number | null
  readonly count: number
  readonly noun: string
  readonly elapsedMs: number
}

/** `████████░░░░  33 %  330,000 leads  110,000/s  6 s left` */
export function progressLine({ done, total, count, noun, elapsedMs }: Progress): string {
  const perSecond = elapsedMs > 0 ? Math.round((count * 1000) / elapsedMs) : 0
  const counted = `${count.toLocaleString('en-US')} ${noun}  ${perSecond.toLocaleString('en-US')}/s`
  if (total === null || total === 0) return counted
  const share = Math.min(1, done / total)
  const filled = Math.round(share * barWidth)
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
  const leftSeconds = share > 0 ? Math.ceil((elapsedMs * (1 - share)) / share / 1000) : 0
  return `${bar}  ${String(Math.floor(share * 100)).padStart(3)} %  ${counted}  ${leftSeconds} s left`
}
