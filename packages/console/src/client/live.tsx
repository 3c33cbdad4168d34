import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { followEvents, type LiveState } from './follow-events.ts'
import { useCan } from './session.ts'

const LiveContext = createContext<LiveState>({ kind: 'connecting' })

/** How often whoever may not follow the stream reads again what is on the screen. */
const POLL_MS = 20_000

/** Keeps what is below it up to date: by the stream of events, or by asking again where the stream is not for this person. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient()
  const mayFollow = useCan()('events:read')
  const [state, setState] = useState<LiveState>({ kind: 'connecting' })
  useEffect(() => {
    if (mayFollow) return followEvents(queries, setState)
    const timer = setInterval(() => void queries.invalidateQueries(), POLL_MS)
    setState({ kind: 'live' })
    return () => clearInterval(timer)
  }, [queries, mayFollow])
  return <LiveContext value={state}>{children}</LiveContext>
}

/** Whether the screen follows what happens. */
export function useLiveState(): LiveState {
  return use(LiveContext)
}
