import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type FigureProps = {
  readonly label: ReactNode
  readonly value: ReactNode
  /** What to compare it with, or what it means. */
  readonly note?: ReactNode
  readonly tone?: 'plain' | 'warn' | 'bad'
}

const tones = { plain: '', warn: 'text-warn', bad: 'text-bad' } as const

/** One number that matters, with its name. */
export function Figure({ label, value, note, tone = 'plain' }: FigureProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="truncate text-xs text-ink-3">{label}</dt>
      <dd className={classes('tabular text-xl leading-7 font-semibold', tones[tone])}>{value}</dd>
      {note === undefined ? null : <dd className="truncate text-xs text-ink-3">{note}</dd>}
    </div>
  )
}

/** Figures in a row that wraps. */
export function Figures({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-6">{children}</dl>
}
