import type { AttributeAxis, Axis } from '../compile/axis.ts'
import { type ClassSet, classSetOf, hasClass } from '../compile/class-set.ts'
import type { Box } from './box.ts'
import { type ClassNumbers, classNumberOf } from './class-numbers.ts'

/** Boxes that no lead is in have no statement. */
export const NO_STATEMENT = -1

/** What no lead can be: one with an account's attribute and no account, or restricted on all channels and not on one. */
export function impossibleBoxes(axes: readonly Axis[], numbers: readonly ClassNumbers[]): readonly Box[] {
  const attributes = axes.filter((axis) => axis.kind === 'attribute')
  return [...withoutAccount(attributes, numbers), ...restrictedInPart(attributes)]
}

/** Every account has an id and a name, so a lead with either of them, or any other attribute, has both. */
function withoutAccount(axes: readonly AttributeAxis[], numbers: readonly ClassNumbers[]): readonly Box[] {
  const ofAccount = axes.filter(({ symbol }) => symbol.origin === 'account')
  const always = ofAccount.filter(({ symbol }) => symbol.path === 'account.id' || symbol.path === 'account.name')
  return always.flatMap((one) =>
    ofAccount.filter((axis) => axis !== one).map((axis) => boxOf([one, [0, 1]], [axis, [1, numbers[axis.id].count]])),
  )
}

/** A restriction on any channel is one on each. */
function restrictedInPart(axes: readonly AttributeAxis[]): readonly Box[] {
  const any = axes.find(({ symbol }) => symbol.path === 'restricted("any")')
  if (any === undefined) return []
  const others = axes.filter(({ symbol }) => symbol.origin === 'fact' && symbol !== any.symbol)
  return others.map((other) => boxOf([any, [2, 3]], [other, [1, 2]]))
}

/**
 * Leads whose country and part of a country contradict each other. One that was read so is not ruled out, but no
 * example should look like it.
 */
export function unlikelyBoxes(axes: readonly Axis[], numbers: readonly ClassNumbers[]): readonly Box[] {
  return placeAxes(axes).flatMap(([country, part]) => contradictions(country, part, numbers))
}

/** The axes of a country and of a part of it, of the lead and of its account. */
export function placeAxes(axes: readonly Axis[]): readonly (readonly [AttributeAxis, AttributeAxis])[] {
  const attributes = axes.filter((axis) => axis.kind === 'attribute')
  return ['field', 'account'].flatMap((origin): (readonly [AttributeAxis, AttributeAxis])[] => {
    const ofOrigin = attributes.filter(({ symbol }) => symbol.origin === origin)
    const country = ofOrigin.find(({ symbol }) => domainOf(symbol.type) === 'country')
    const part = ofOrigin.find(({ symbol }) => domainOf(symbol.type) === 'subdivision')
    return country === undefined || part === undefined ? [] : [[country, part]]
  })
}

function domainOf(type: AttributeAxis['symbol']['type']): string | undefined {
  return type.kind === 'string' ? type.domain : undefined
}

function contradictions(country: AttributeAxis, part: AttributeAxis, numbers: readonly ClassNumbers[]): readonly Box[] {
  const { type } = part.symbol
  if (type.kind !== 'string' || type.values === undefined) return []
  const countriesByClass = new Map<number, Set<number>>()
  for (const code of type.values) {
    const id = classNumberOf(part, numbers[part.id], code)
    const countries = countriesByClass.get(id) ?? new Set()
    countriesByClass.set(id, countries)
    // Some parts are countries of their own, too: Puerto Rico is `PR` and `US-PR`.
    for (const of of code.split('-'))
      if (isCountry(country, of)) countries.add(classNumberOf(country, numbers[country.id], of))
  }
  return [...countriesByClass].flatMap(([id, countries]) => {
    const possible = classSetOf([...countries])
    const others = Array.from({ length: numbers[country.id].count - 1 }, (_, index) => index + 1).filter(
      (one) => !hasClass(possible, one),
    )
    return others.length === 0 ? [] : [boxOf([country, classSetOf(others)], [part, [id, id + 1]])]
  })
}

function isCountry({ symbol: { type } }: AttributeAxis, code: string): boolean {
  return type.kind === 'string' && type.values?.has(code) === true
}

function boxOf(...sides: readonly (readonly [AttributeAxis, ClassSet])[]): Box {
  const sorted = sides.toSorted(([a], [b]) => a.id - b.id)
  return { statement: NO_STATEMENT, axes: sorted.map(([axis]) => axis.id), sides: sorted.map(([, classes]) => classes) }
}
