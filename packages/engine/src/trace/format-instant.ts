/**
 * An instant as a person in that zone reads it: `Thu 26 Nov 09:00 Europe/Berlin`, or without the date when it is the
 * same local day as `relativeToMs`. The year is given when it differs.
 */
export function formatInstant(epochMs: number, zone: string | null, relativeToMs: number | null = null): string {
  const zoneId = zone ?? 'UTC'
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zoneId)
  const time = `${twoDigits(local.hour)}:${twoDigits(local.minute)}`
  const now =
    relativeToMs === null ? null : Temporal.Instant.fromEpochMilliseconds(relativeToMs).toZonedDateTimeISO(zoneId)
  if (now !== null && now.toPlainDate().equals(local.toPlainDate())) return `${time} ${zoneId}`
  const year = now === null || now.year === local.year ? '' : ` ${local.year}`
  return `${weekdays[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]}${year} ${time} ${zoneId}`
}

/** A duration in words: `15 min`, `2 h`, `1 h 30 min`, `3 days`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = seconds % 60
  const parts = [
    days === 0 ? '' : `${days} ${days === 1 ? 'day' : 'days'}`,
    hours === 0 ? '' : `${hours} h`,
    minutes === 0 ? '' : `${minutes} min`,
    rest === 0 ? '' : `${rest} s`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
