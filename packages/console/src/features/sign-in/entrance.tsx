import { type ReactNode, useEffect } from 'react'

type EntranceProps = { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }

/** The page around what one sees before being signed in. */
export function Entrance({ title, lead, children }: EntranceProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Rightful`
  }, [title])
  return (
    <main className="flex min-h-dvh justify-center bg-sunken px-4 py-12 sm:pt-[14vh]">
      <div className="flex h-fit w-full max-w-sm flex-col gap-4">
        <p className="flex items-center gap-2 font-semibold">
          <img src="/favicon.svg" alt="" className="size-6" />
          Rightful
        </p>
        <div className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-6">
          <div>
            <h1 className="text-lg font-semibold">{title}</h1>
            {lead === undefined ? null : <p className="mt-1 text-ink-2">{lead}</p>}
          </div>
          {children}
        </div>
      </div>
    </main>
  )
}
