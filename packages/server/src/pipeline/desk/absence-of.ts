import type { Batch } from './batch.ts'

/** Why somebody cannot follow up: for a while, or because they have left. */
export type AbsenceKind = 'absent' | 'inactive'

/** Why somebody cannot follow up at the batch's instant; `null`: they can, or only their shift is over. Whom the roster does not know has left. */
export function absenceOf({ memory, nowMs }: Batch, ownerId: string): AbsenceKind | null {
  const kind = memory.state.at(nowMs).owner(ownerId)?.availability.kind ?? 'inactive'
  return kind === 'absent' || kind === 'inactive' ? kind : null
}
