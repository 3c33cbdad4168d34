import { rulesAsClosures } from '../generated-rules/rules-as-closures.ts'
import { leadAsValues } from '../generated-rules/rules-as-policy.ts'
import type { Engine } from './engine.ts'

/** What an engineer writes who needs no engine: one function a rule. Reads the lead from its slots, as Rightful's index does. */
export const handWrittenClosures: Engine = {
  name: 'hand-written closures',
  how: 'one function a rule, asked in order',
  load(rules, leads) {
    const firstRule = rulesAsClosures(rules)
    const slots = leads.map(leadAsValues)
    return (leadNumber) => firstRule(slots[leadNumber])
  },
}
