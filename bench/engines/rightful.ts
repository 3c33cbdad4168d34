import { compilePolicy } from '@rightful/engine'
import { leadAsValues, rulesAsPolicy } from '../generated-rules/rules-as-policy.ts'
import type { Engine } from './engine.ts'

/** The compiled policy, asked about leads that are in their slots already, as they are after normalising. */
export const rightful: Engine = {
  name: 'rightful',
  how: 'compiled policy, leads in slots',
  load(rules, leads) {
    const compiled = compilePolicy(rulesAsPolicy(rules))
    const slots = leads.map(leadAsValues)
    return (leadNumber) => compiled.match(slots[leadNumber]).ruleIndex
  },
}

/** The same from plain objects, which is what the other engines are given: each is put into slots first. */
export const rightfulFromObjects: Engine = {
  name: 'rightful, from objects',
  how: 'compiled policy, leads put into slots',
  load(rules, leads) {
    const compiled = compilePolicy(rulesAsPolicy(rules))
    return (leadNumber) => compiled.match(leadAsValues(leads[leadNumber])).ruleIndex
  },
}
