import { Environment } from '@marcbachmann/cel-js'
import { type LeadField, leadFields } from '../generated-rules/lead-fields.ts'
import { ruleAsCondition } from '../generated-rules/rules-as-policy.ts'
import { type Engine, noRule } from './engine.ts'

/**
 * Each rule parsed once in an environment that knows every attribute's type, asked in order. Amounts are `double`: as `int`
 * they would be BigInt, which is slower.
 */
export const celJs: Engine = {
  name: '@marcbachmann/cel-js',
  how: 'parsed once a rule, asked in order',
  load(rules, leads) {
    const environment = new Environment()
    for (const field of leadFields) environment.registerVariable(field.name, typeOf(field))
    const programs = rules.map((rule) => environment.parse(ruleAsCondition(rule)))
    return (leadNumber) => {
      const lead = leads[leadNumber]
      for (let index = 0; index < programs.length; index += 1) {
        if (programs[index](lead) === true) return index
      }
      return noRule
    }
  },
}

function typeOf({ kind }: LeadField): 'string' | 'double' | 'bool' {
  switch (kind) {
    case 'choice':
    case 'digits':
    case 'phrase':
      return 'string'
    case 'amount':
      return 'double'
    case 'flag':
      return 'bool'
  }
}
