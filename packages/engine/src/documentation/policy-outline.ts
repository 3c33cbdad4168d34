import type { Clock, Outline, OutlineRoute, OutlineRule } from './outline.ts'
import type { Condition, Constraint, Field, Policy, ReassignRule, Route, Target } from '../policy/policy.ts'
import { classOfType } from '../policy/field-types.ts'
import { formatSeconds } from '../trace/format-instant.ts'

/** What a policy says, in the order the engine asks it, ready to be printed as Markdown or drawn as a page. */
export function outlinePolicy(policy: Policy): Outline {
  const { incomplete, nobody, unmatched } = policy.fallback
  return {
    name: policy.name,
    description: policy.description,
    hash: policy.hash,
    fields: policy.fields.map((field) => ({
      name: field.name,
      type: fieldType(field),
      description: fieldDescription(field),
    })),
    groups: Object.entries(policy.groups).map(([name, members]) => ({ name, members: members.join(', ') })),
    derived: policy.derived.map(({ name, cases }) => ({
      name,
      cases: cases.map((one) => ({ when: conditionText(one.when), value: String(one.value) })),
    })),
    hardRules: policy.constraints.map(outlineHardRule),
    routes: policy.routes.map(outlineRoute),
    fallbacks: [
      { name: 'unmatched', when: 'no route is true', first: null, targets: targetTexts(unmatched) },
      {
        name: 'incomplete',
        when: 'a missing attribute leaves a hard rule undecided, or no route true',
        first: incomplete.waitSeconds === 0 ? null : waitText(incomplete),
        targets: targetTexts(incomplete.then),
      },
      {
        name: 'nobody',
        when: 'nobody can be chosen from the places above',
        first:
          nobody.lookAheadSeconds === 0 ? null : `whoever is free within ${formatSeconds(nobody.lookAheadSeconds)}`,
        targets: targetTexts(nobody.then),
      },
    ],
    reassignments: policy.reassign.map(reassignText),
    clocks: Object.entries(policy.clocks).flatMap(([name, cases]): readonly Clock[] =>
      cases.map((one) => ({
        name,
        when: conditionText(one.when),
        target: `${formatSeconds(one.targetSeconds)}${one.hours === 'wall' ? '' : ` of the ${one.hours}'s working time`}`,
      })),
    ),
    tests: policy.tests.map((test) => ({
      name: test.name,
      lead: JSON.stringify(test.account === null ? test.lead : { ...test.lead, account: test.account }),
      expect: JSON.stringify(test.expect),
    })),
  }
}

function outlineHardRule(constraint: Constraint): Outline['hardRules'][number] {
  const { id, description, when, whenUnknown } = constraint
  const whatThen = { applies: 'applies', skip: 'does not apply', incomplete: 'the lead is incomplete' }[whenUnknown]
  const shared = { id, description, when: conditionText(when), whenUnknown: when === null ? null : whatThen }
  switch (constraint.kind) {
    case 'require':
      return { ...shared, effect: 'only people for whom', condition: constraint.require.text, targets: [] }
    case 'refuse': {
      const { reason } = constraint
      return { ...shared, effect: `refused: ${reason}`, condition: null, targets: [`refuse ${reason}`] }
    }
    case 'bind': {
      const { path } = constraint.bind
      const targets = targetTexts(constraint.otherwise)
      const otherwise = targets.length === 0 ? '' : `, otherwise ${targets.join(', then ')}`
      return { ...shared, effect: `only ${path}${otherwise}`, condition: null, targets: [path, ...targets] }
    }
  }
}

function outlineRoute(route: Route): OutlineRoute {
  return {
    id: route.id,
    description: route.description,
    table: route.table?.file ?? null,
    rules: route.rules.map((rule): OutlineRule => ({
      id: rule.id,
      when: conditionText(rule.when),
      targets: targetTexts(rule.to),
    })),
    also: Object.entries(route.also).map(([role, targets]) => ({ role, targets: targetTexts(targets) })),
    plan: route.plan,
    stopsWhenUnknown: route.whenUnknown === 'incomplete',
  }
}

function conditionText(condition: Condition | null): string | null {
  return condition === null ? null : condition.text
}

function fieldType(field: Field): string {
  const type = field.type === 'enum' ? field.values.join(' | ') : field.type.replace('_', ' ')
  return field.many ? `list of ${type}` : type
}

function fieldDescription(field: Field): string {
  const bounds = [field.min === null ? '' : `at least ${field.min}`, field.max === null ? '' : `at most ${field.max}`]
  const aliases = Object.entries(field.aliases).map(([alias, value]) => `${alias} = ${value}`)
  const said = [
    field.description ?? '',
    ...bounds,
    aliases.length === 0 ? '' : `also written: ${aliases.join(', ')}`,
    field.placeholders.length === 0 ? '' : `says nothing: ${field.placeholders.join(', ')}`,
    field.infer ? '' : 'never inferred',
    field.class === classOfType(field.type) ? '' : field.class,
  ]
  return said.filter((part) => part !== '').join('; ')
}

function targetTexts(targets: readonly Target[]): readonly string[] {
  return targets.map(targetText)
}

/** `pool dach`, `owner jane`, `account.owner`, `hold triage`, `refuse spam`. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'pool':
      return `pool ${target.pool}`
    case 'owner':
      return `owner ${target.owner}`
    case 'bound':
      return target.source.path
    case 'hold':
      return `hold ${target.queue}`
    case 'refuse':
      return `refuse ${target.reason}`
  }
}

function waitText(incomplete: Policy['fallback']['incomplete']): string {
  const what = incomplete.waitFor.length === 0 ? 'the missing attributes' : incomplete.waitFor.join(', ')
  return `wait ${formatSeconds(incomplete.waitSeconds)} for ${what}`
}

function reassignText(rule: ReassignRule): string {
  const on = reassignCause(rule)
  const limits = [
    rule.until === 'touched' ? 'until the owner followed up' : 'until the lead is closed',
    rule.keepOwnerIfEligible ? 'the owner keeps it if still eligible' : '',
    rule.excludePreviousOwners === 0 ? '' : `never back to ${lastOwners(rule.excludePreviousOwners)}`,
    rule.atMost === null ? '' : `at most ${rule.atMost === 1 ? 'once' : `${rule.atMost} times`}`,
    rule.coolDownSeconds === 0 ? '' : `not within ${formatSeconds(rule.coolDownSeconds)} of being given`,
  ]
  return `${on}: ${limits.filter((limit) => limit !== '').join('; ')}`
}

function lastOwners(count: number): string {
  return count === 1 ? 'the last owner' : `the last ${count} owners`
}

function reassignCause({ on }: ReassignRule): string {
  switch (on.kind) {
    case 'changed':
      return `when ${on.fields.join(', ')} changes`
    case 'owner_unavailable':
      return 'when the owner becomes unavailable'
    case 'breached':
      return `when ${on.clock.replaceAll('_', ' ')} is breached`
  }
}
