import type { Random } from '@rightful/engine/testing'

/** Where a batch can be struck: at the start of the transaction, at one of the pipeline's statements, or at its end. */
export const failPoints = [
  'begin',
  'lock_desk',
  'find_due_holds',
  'find_lead_keys',
  'find_leads',
  'end_assignments',
  'end_clocks',
  'lift_holds',
  'wake_holds',
  'rows',
  'advance_desk',
  'was_committed',
  'other',
] as const

export type FailPoint = (typeof failPoints)[number]

/** What strikes: the connection before the statement arrived or with its answer under way, or the server's refusal by its SQLSTATE. */
export type StatementFault =
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  | { readonly kind: 'refused'; readonly sqlState: string }

/** What becomes of a COMMIT: cut off before it arrived, or carried out or not out of the node's sight, at once or a while later. */
export type CommitFault =
  | { readonly kind: 'cut' }
  | { readonly kind: 'lost'; readonly isCommitted: boolean; readonly afterMs: number }

/** Deals out the faults of one history, until it is told to stop. */
export type FaultSource = {
  readonly atStatement: (point: FailPoint) => StatementFault | null
  readonly atCommit: () => CommitFault | null
  readonly stop: () => void
  /** What it dealt out so far. */
  readonly dealt: readonly string[]
}

const refusals = [
  '40001', // serialisation failure
  '40P01', // deadlock
  '55P03', // lock timeout
  '57014', // statement timeout
  '53100', // disk full
  '57P01', // the server is being shut down
  '22P05', // a value it does not store
  '23514', // a check it does not pass
] as const

/** Faults by the dice: a history has its own rate, a favourite point, and a most. */
export function createFaultSource(random: Random): FaultSource {
  const rate = random.pick([0, 0.004, 0.012, 0.03])
  const favourite = random.pick(failPoints)
  const commitRate = random.pick([0, 0.02, 0.08, 0.2])
  const dealt: string[] = []
  let left = random.pick([1, 3, 6])
  const deal = (fault: string): void => {
    left -= 1
    dealt.push(fault)
  }
  return {
    dealt,
    stop: () => {
      left = 0
    },
    atStatement: (point) => {
      if (left <= 0 || !random.chance(point === favourite ? rate * 4 : rate)) return null
      const fault: StatementFault = random.chance(0.5)
        ? { kind: 'cut', when: random.pick(['before', 'after']) }
        : { kind: 'refused', sqlState: random.pick(refusals) }
      deal(`${fault.kind} ${fault.kind === 'cut' ? fault.when : fault.sqlState} at ${point}`)
      return fault
    },
    atCommit: () => {
      if (left <= 0 || !random.chance(commitRate)) return null
      const fault: CommitFault = random.chance(0.25)
        ? { kind: 'cut' }
        : { kind: 'lost', isCommitted: random.chance(0.5), afterMs: random.pick([0, 0, 2, 10]) }
      deal(fault.kind === 'cut' ? 'cut before commit' : `commit lost, ${JSON.stringify(fault)}`)
      return fault
    },
  }
}
