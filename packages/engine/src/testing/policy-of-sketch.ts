import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { PlaceSketch, PolicySketch, QualitySketch, RuleSketch } from './business-sketch.ts'
import { type ConditionSketch, conditionText } from './condition-sketch.ts'
import { policyFromText } from './decide-by-text.ts'
import { countries, products } from './random-business.ts'

/** The policy as a user would have written it, parsed and compiled like any other. */
export function policyOfSketch(sketch: PolicySketch): CompiledPolicy {
  return policyFromText(policyText(sketch))
}

/** The document, as JSON. */
export function policyText({ segment, rules, routes, fallback, clocks }: PolicySketch): string {
  return JSON.stringify({
    policy: 'random',
    fields: {
      country: { type: 'country', infer: false },
      employees: { type: 'integer', min: 0 },
      product: { type: 'enum', values: products },
      consent: { type: 'boolean' },
    },
    account_fields: { tier: { type: 'enum', values: ['strategic', 'standard'] } },
    groups: { known: countries },
    derive: { segment: segment.map(({ when, value }) => ({ ...whenOf(when), value })) },
    constraints: rules.map(ruleOf),
    routes: routes.map(({ id, when, to, stopsWhenUnknown, also }) => ({
      id,
      ...whenOf(when),
      to: placesOf(to),
      ...(stopsWhenUnknown ? { when_unknown: 'incomplete' } : {}),
      ...(Object.keys(also).length === 0
        ? {}
        : { also: Object.fromEntries(Object.entries(also).map(([role, list]) => [role, placesOf(list)])) }),
    })),
    fallback: {
      unmatched: placesOf(fallback.unmatched),
      incomplete: {
        wait: `PT${fallback.incomplete.waitSeconds}S`,
        ...(fallback.incomplete.waitFor.length === 0 ? {} : { for: fallback.incomplete.waitFor }),
        then: placesOf(fallback.incomplete.then),
      },
      nobody: { look_ahead: `PT${fallback.nobody.lookAheadSeconds}S`, then: placesOf(fallback.nobody.then) },
    },
    ...(clocks
      ? {
          clocks: {
            assignment: [{ target: 'PT1M' }],
            first_touch: [
              { when: 'segment == "large"', target: 'PT15M', hours: 'owner' },
              { target: 'PT2H', hours: 'pool' },
            ],
          },
        }
      : {}),
  })
}

function whenOf(when: ConditionSketch | null): { readonly when?: string } {
  return when === null ? {} : { when: conditionText(when) }
}

function ruleOf({ id, when, whenUnknown, effect }: RuleSketch): object {
  const shared = when === null ? { id } : { id, ...whenOf(when), when_unknown: whenUnknown }
  switch (effect.kind) {
    case 'require':
      return { ...shared, require: qualityText(effect.quality) }
    case 'refuse':
      return { ...shared, refuse: effect.reason }
    case 'bind':
      return {
        ...shared,
        bind: 'account.owner',
        ...(effect.otherwise.length === 0 ? {} : { otherwise: placesOf(effect.otherwise) }),
      }
  }
}

function qualityText(quality: QualitySketch): string {
  switch (quality.kind) {
    case 'certified':
      return `${JSON.stringify(quality.name)} in owner.certifications`
    case 'in_team':
      return `owner.team == ${JSON.stringify(quality.team)}`
    case 'in_country_of_lead':
      return 'owner.country == country'
  }
}

function placesOf(places: readonly PlaceSketch[]): readonly object[] {
  return places.map(({ kind, name }) => ({ [kind]: name }))
}
