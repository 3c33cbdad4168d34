import { buildAccountIndex, createRosterState, decide, matchAccount, normaliseLead } from '@rightful/engine'
import { generateAccountBook } from './generated-business/generate-companies.ts'
import { openBusiness } from './whole-decision/business.ts'
import { generateIntake } from './whole-decision/decide-all.ts'
import { fillLeadSlots } from '../packages/engine/src/decide/lead-slots.ts'
import { planLead } from '../packages/engine/src/decide/plan.ts'
const book = generateAccountBook(11, Number(process.argv[2] ?? 100_000))
const business = openBusiness(book, buildAccountIndex(book.accounts))
const { policy, schema, roster, accounts } = business
const B = Number(process.argv[3] ?? 200)
const intake = generateIntake(business, { seed: 5, leadCount: 20000 })
const leads = intake.next(B)
const q = (a: number[], p: number) => a.toSorted((x, y) => x - y)[Math.floor(a.length * p)]!.toFixed(2)
const laps: Record<string, number[]> = {}
const time = <T>(name: string, f: () => T): T => {
  const t = performance.now()
  const r = f()
  ;(laps[name] ??= []).push(((performance.now() - t) * 1000) / B)
  return r
}
let state = createRosterState(roster)
const nowMs = intake.times[15000]!
for (let r = 0; r < 600; r++) {
  if (r % 50 === 0) state = createRosterState(roster)
  const norm = time('normalise', () => leads.map((l) => normaliseLead(schema, l)))
  const matches = time('match', () => norm.map((n) => matchAccount(accounts, n.identity)))
  const world = state.at(nowMs)
  const slots = time('slots', () => norm.map((lead, i) => fillLeadSlots(policy, { lead, match: matches[i]!, world })))
  time('plan', () => slots.map((s) => planLead(policy, s, null)))
  const ds = time('decide', () =>
    norm.map((lead, i) =>
      decide(policy, { decisionId: 'x' + i, lead, match: matches[i]!, world: state.at(nowMs), nowMs, detail: 'brief' }),
    ),
  )
  time('apply', () => {
    for (const d of ds) state.apply(d)
  })
  for (const d of ds)
    if (d.outcome.kind === 'assigned') state.close({ ownerId: d.outcome.ownerId, poolId: d.outcome.poolId })
}
for (const [k, v] of Object.entries(laps))
  console.log(k.padEnd(10), 'p10', q(v.slice(200), 0.1), 'p50', q(v.slice(200), 0.5))
