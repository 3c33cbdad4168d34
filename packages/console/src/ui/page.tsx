import { type ReactNode, useEffect } from 'react'

type PageProps = {
  /** Also the title of the tab. */
  readonly title: string
  readonly heading?: ReactNode
  /** A sentence on what this page is for. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page: its heading, what can be done with it as a whole, and its content. */
export function Page({ title, heading, lead, actions, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Rightful`
  }, [title])
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 py-4 md:px-6">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-lg leading-7 font-semibold">{heading ?? title}</h1>
          {lead === undefined ? null : <p className="max-w-prose text-ink-2">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

type SectionProps = {
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page under a heading of its own. */
export function Section({ title, note, actions, children }: SectionProps): ReactNode {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <header className="flex items-baseline justify-between gap-4 border-b border-line pb-1.5">
        <h2 className="font-semibold">{title}</h2>
        <span className="flex items-baseline gap-2 text-xs text-ink-3">
          {note}
          {actions}
        </span>
      </header>
      {children}
    </section>
  )
}
