import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useState } from 'react'

const MINUTE_S = 60
const HOUR_S = 3600
const DAY_S = 86_400

/** A stretch of time in its two largest units, such as `2 h 5 min`; `seconds` may be negative. */
export function durationText(seconds: number): string {
  const s = Math.abs(Math.round(seconds))
  const [largest, next] = (
    [
      [Math.floor(s / DAY_S), 'd'],
      [Math.floor((s % DAY_S) / HOUR_S), 'h'],
      [Math.floor((s % HOUR_S) / MINUTE_S), 'min'],
      [s % MINUTE_S, 's'],
    ] as const
  ).filter(([amount], at, all) => amount > 0 || (at === all.length - 1 && s === 0))
  if (largest === undefined) return '0 s'
  const second = next === undefined || largest[1] === 'min' ? '' : ` ${next[0]} ${next[1]}`
  return `${seconds < 0 ? '−' : ''}${largest[0]} ${largest[1]}${second}`
}

/** An instant (ISO 8601) with its zone: `Wed 25 Nov, 14:05 CET`. */
export function instantText(iso: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso))
}

/** The time of now, in milliseconds since 1970, again each `everyMs`. */
export function useNow(everyMs = 10_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

type InstantProps = { readonly at: string; readonly zone: string }

/** An instant in words, with its zone. */
export function Instant({ at, zone }: InstantProps): ReactNode {
  return <time dateTime={at}>{instantText(at, zone)}</time>
}

/** How long ago an instant was, or how long until it comes; the instant itself is its title. */
export function Ago({ at, zone }: InstantProps): ReactNode {
  const { t } = useLingui()
  const now = useNow()
  const seconds = (now - Date.parse(at)) / 1000
  const span = durationText(Math.abs(seconds))
  const text = seconds >= 0 ? t`${span} ago` : t`in ${span}`
  return (
    <time dateTime={at} title={instantText(at, zone)} className="whitespace-nowrap">
      {Math.abs(seconds) < 5 ? t`now` : text}
    </time>
  )
}
