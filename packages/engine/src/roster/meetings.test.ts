import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CalendarSpec } from '../calendar/calendar.ts'
import { rosterOf, someone } from '../testing/small-roster.ts'
import { createRosterState } from './roster-state.ts'

const office: CalendarSpec = { zone: 'UTC', hours: { mon: [{ from: '09:00', to: '17:00' }] } }

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds
}

test('shows who is in a meeting as off shift, and who is away besides as absent', () => {
  const meeting = { from: '2026-11-16T10:00Z', until: '2026-11-16T13:00Z', busy: true }
  const away = { from: '2026-11-16T11:00Z', until: '2026-11-16T12:00Z', note: 'dentist' }
  const shownWith = (absences: CalendarSpec['absences'] & object, text: string) =>
    createRosterState(rosterOf([someone('a', { calendar: { ...office, absences } })], []))
      .at(at(text))
      .owner('a')?.availability
  const back = { kind: 'off_shift', untilMs: at('2026-11-16T13:00:00Z') }
  assert.deepEqual(shownWith([meeting], '2026-11-16T10:30:00Z'), back)
  assert.equal(shownWith([meeting], '2026-11-16T13:00:00Z')?.kind, 'available')
  const shown = ['10:30', '11:30', '12:30'].map((time) => shownWith([away, meeting], `2026-11-16T${time}:00Z`)?.kind)
  assert.deepEqual(shown, ['off_shift', 'absent', 'off_shift'])
})
