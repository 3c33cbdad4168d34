import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'

type Notice = { readonly id: number; readonly text: string; readonly tone: 'good' | 'bad' }
type Tell = (text: string, tone?: Notice['tone']) => void

const TellContext = createContext<Tell>(() => undefined)
const SHOWN_MS = 6000
const NOTICES_MAX = 4

let lastId = 0

/** Shows short notices in a corner of whatever is below it; failures stay until they are closed. */
export function NoticesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useLingui()
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const close = useCallback((id: number) => setNotices((all) => all.filter((notice) => notice.id !== id)), [])
  const tell = useCallback<Tell>(
    (text, tone = 'good') => {
      const id = ++lastId
      setNotices((all) => [...all, { id, text, tone }].slice(-NOTICES_MAX))
      if (tone === 'good') setTimeout(() => close(id), SHOWN_MS)
    },
    [close],
  )
  return (
    <TellContext value={useMemo(() => tell, [tell])}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2"
      >
        {notices.map(({ id, text, tone }) => (
          <div
            key={id}
            className="flex items-start justify-between gap-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-float"
          >
            <p className={classes('py-1', tone === 'bad' && 'text-bad')}>{text}</p>
            <Button kind="quiet" size="small" aria-label={t`Close`} onPress={() => close(id)}>
              <X aria-hidden className="size-3.5" />
            </Button>
          </div>
        ))}
      </div>
    </TellContext>
  )
}

/** What shows a notice: `tell('Saved.')`, or `tell(message, 'bad')`. */
export function useTell(): Tell {
  return use(TellContext)
}
