import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'

/** What can be done about a notice, such as taking back what it tells. */
type NoticeAction = { readonly label: string; readonly onPress: () => void }
type Notice = {
  readonly id: number
  readonly text: string
  readonly tone: 'good' | 'bad'
  readonly action: NoticeAction | null
}
type Tell = (text: string, tone?: Notice['tone'], action?: NoticeAction) => void

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
    (text, tone = 'good', action) => {
      const id = ++lastId
      setNotices((all) => [...all, { id, text, tone, action: action ?? null }].slice(-NOTICES_MAX))
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
        {notices.map(({ id, text, tone, action }) => (
          <div
            key={id}
            className="flex items-start justify-between gap-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-float"
          >
            <p className={classes('py-1', tone === 'bad' && 'text-bad')}>{text}</p>
            {action === null ? null : (
              <Button
                size="small"
                onPress={() => {
                  close(id)
                  action.onPress()
                }}
              >
                {action.label}
              </Button>
            )}
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
