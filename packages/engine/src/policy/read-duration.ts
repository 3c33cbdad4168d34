import type { PolicyReader, Spot } from './policy-reader.ts'
import { policyLimits } from './policy-limits.ts'
import { tellWrongType, textOf } from './read-value.ts'

/** A duration in seconds and whether it was written in days or weeks. */
export type DurationReading = { readonly seconds: number; readonly hasDays: boolean }

/**
 * Reads an ISO 8601 duration such as `PT10M` or `P1DT12H` in whole seconds. A day is 24 hours and a week seven
 * days; months and years are refused, since they have no fixed length.
 */
export function readDuration(
  reader: PolicyReader,
  spot: Spot,
  { isZeroAllowed }: { readonly isZeroAllowed: boolean },
): DurationReading | null {
  const text = textOf(spot.node)
  if (text === null) return tellWrongType(reader, spot, 'a duration such as `PT15M`')
  const duration = parse(text)
  if (duration === null) return tellMalformed(reader, spot, text)
  if (duration.years !== 0 || duration.months !== 0) {
    return tell(reader, spot, {
      code: 'policy_duration_calendar',
      message: `\`${text}\` counts months or years, whose length differs.`,
      hint: `Write days: \`P${duration.years * 365 + duration.months * 30}D\`.`,
    })
  }
  const seconds =
    ((duration.weeks * 7 + duration.days) * 24 + duration.hours) * 3600 + duration.minutes * 60 + duration.seconds
  const hasFraction = duration.milliseconds !== 0 || duration.microseconds !== 0 || duration.nanoseconds !== 0
  if (seconds < 0 || hasFraction || seconds > policyLimits.durationSecondsMax) {
    return tell(reader, spot, {
      code: 'policy_duration_malformed',
      message: `\`${text.slice(0, 60)}\` is ${seconds < 0 ? 'negative' : hasFraction ? 'not in whole seconds' : 'longer than ten years'}.`,
      hint: 'Write a duration of whole seconds, from `PT1S` to `P3650D`.',
    })
  }
  if (seconds === 0 && !isZeroAllowed) {
    return tell(reader, spot, {
      code: 'policy_duration_zero',
      message: `\`${spot.path}\` is a duration of no time, so it would be over as soon as it starts.`,
      hint: 'Write at least one second, such as `PT15M` for a quarter of an hour.',
    })
  }
  return { seconds, hasDays: duration.weeks !== 0 || duration.days !== 0 }
}

function parse(text: string): Temporal.Duration | null {
  // Temporal also takes signs, fractions and lower case; a policy is read by people, so one spelling is enough.
  if (!/^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.,]\d{1,9})?S)?)?$/.test(text)) return null
  try {
    return Temporal.Duration.from(text)
  } catch {
    // A number with too many digits is the only way left to fail.
    return null
  }
}

function tellMalformed(reader: PolicyReader, spot: Spot, text: string): null {
  const meant = isoOf(text)
  return tell(reader, spot, {
    code: 'policy_duration_malformed',
    message: `\`${text.slice(0, 60)}\` is not a duration.`,
    hint:
      meant === null
        ? 'Write an ISO 8601 duration: `PT15M` (minutes), `PT4H` (hours), `P1D` (days).'
        : `Write \`${meant}\`.`,
  })
}

function tell(
  reader: PolicyReader,
  { node, path }: Spot,
  said: {
    readonly code: 'policy_duration_malformed' | 'policy_duration_calendar' | 'policy_duration_zero'
    readonly message: string
    readonly hint: string
  },
): null {
  reader.report({ ...said, path, range: node })
  return null
}

const units: Readonly<Record<string, (count: string) => string>> = {
  s: (count) => `PT${count}S`,
  m: (count) => `PT${count}M`,
  h: (count) => `PT${count}H`,
  d: (count) => `P${count}D`,
  w: (count) => `P${count}W`,
}

/** `10m`, `10 minutes`, `10M`, `pt10m` or `600` as it should be written. */
function isoOf(text: string): string | null {
  const upper = text.trim().toUpperCase()
  if (upper !== text && parse(upper) !== null) return upper
  const spoken = /^(\d+)\s*(s|m|h|d|w|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?)?$/i.exec(text.trim())
  const count = spoken?.[1]
  if (count === undefined) return null
  const unit = (spoken?.[2] ?? 's').charAt(0).toLowerCase()
  return units[unit]?.(count) ?? null
}
