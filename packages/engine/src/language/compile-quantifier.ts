import type { Ask, Cell, Read, ReadItems } from './closure.ts'
import type { Expression, Truth, Value } from './expression.ts'

type Quantifier = Extract<Expression, { readonly kind: 'quantifier' }>['quantifier']

/** `exists`, `all` and `exists_one` over the items of a list; `cell` is where the body reads the item. */
export function compileQuantifier(
  quantifier: Quantifier,
  cell: Cell,
  parts: { readonly items: ReadItems; readonly body: Ask },
): Ask {
  const judge = quantifier === 'exists_one' ? existsOne : decidedBy(quantifier === 'exists')
  return (lead, owner) => {
    const items = parts.items(lead, owner)
    if (items === undefined) return undefined
    return judge(items, (item) => {
      cell.value = item
      return parts.body(lead, owner)
    })
  }
}

type Judge = (items: readonly (Value | undefined)[], ask: (item: Value | undefined) => Truth) => Truth

/** One item of this truth decides; otherwise an unknown item leaves it unknown. */
function decidedBy(decisive: boolean): Judge {
  return (items, ask) => {
    let truth: Truth = !decisive
    for (const item of items) {
      const next = ask(item)
      if (next === decisive) return decisive
      if (next === undefined) truth = undefined
    }
    return truth
  }
}

/** Counting needs every item, so one unknown item leaves it unknown. */
function existsOne(items: readonly (Value | undefined)[], ask: (item: Value | undefined) => Truth): Truth {
  let count = 0
  for (const item of items) {
    const next = ask(item)
    if (next === undefined) return undefined
    if (next) count += 1
  }
  return count === 1
}

/** `filter` and `map`: a list, unknown as soon as one item is. */
export function compileSelection(
  quantifier: Quantifier,
  cell: Cell,
  parts: { readonly items: ReadItems; readonly body: Read },
): Read {
  return (lead, owner) => {
    const items = parts.items(lead, owner)
    if (items === undefined) return undefined
    const selected: Value[] = []
    for (const item of items) {
      cell.value = item
      const result = parts.body(lead, owner)
      if (result === undefined || item === undefined) return undefined
      if (quantifier === 'map') selected.push(result)
      else if (result === true) selected.push(item)
    }
    return selected
  }
}
