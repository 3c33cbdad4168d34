import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { compileValue } from './evaluate.ts'
import type { SymbolRef, Value, ValueType } from './expression.ts'
import { parseCondition } from './parse-condition.ts'
import type { Scope } from './scope.ts'
import { booleanType, integerType, numberType, textType } from './value-types.ts'

type Literal = Readonly<Record<string, unknown>>
type Case = {
  readonly id: string
  readonly expr: string
  readonly bind?: Readonly<Record<string, Literal>>
  readonly expect?: Literal
  readonly expectError?: boolean
}

const casesUrl = new URL('../../../../../shared/data/conformance/cel-subset-cases.json', import.meta.url)
const isHere = existsSync(casesUrl)
const cases: readonly Case[] = isHere ? JSON.parse(readFileSync(casesUrl, 'utf8')).cases : []
const families: readonly { readonly reason: string; readonly cases: readonly string[] }[] = JSON.parse(
  readFileSync(new URL('cel-conformance-skips.json', import.meta.url), 'utf8'),
)

// A case of CEL's own conformance suite falls in our language, or is listed beside this file with the reason why
// it does not. Listed cases are asked too, so that the list cannot outlive its reasons.
describe(
  'the conformance cases of CEL',
  { skip: isHere ? false : 'the shared conformance data is not beside this checkout' },
  () => {
    const reasons = new Map(families.flatMap(({ reason, cases }) => cases.map((id) => [id, reason] as const)))
    const passing = new Set(cases.filter((one) => passes(one)).map(({ id }) => id))

    test('pass unless they are listed with a reason', () => {
      const failing = cases
        .filter((one) => !passes(one) && !reasons.has(one.id))
        .map(({ id, expr }) => `${id}: ${expr}`)
      assert.deepEqual(failing, [])
      assert.ok(cases.length > 1_400, `only ${cases.length} cases were read`)
    })

    test('are not listed without a need', () => {
      const known = new Set(cases.map(({ id }) => id))
      assert.deepEqual(
        [...reasons.keys()].filter((id) => !known.has(id)),
        [],
        'unknown cases are listed',
      )
      const twice = families.flatMap(({ cases }) => cases).length - reasons.size
      assert.equal(twice, 0, 'a case is listed twice')
      const needless = [...reasons.keys()].filter((id) => cases.every((one) => one.id !== id || passes(one)))
      assert.deepEqual(needless, [])
    })

    test('mostly fall in the language', () => {
      assert.ok(passing.size > 700, `${passing.size} of ${cases.length}`)
    })

    for (const { reason, cases } of families) test(`${cases.length} cases fall out: ${reason}`, { skip: reason })
  },
)

/** An expected error is one told when parsing, or a value that could not be computed. */
function passes({ expr, bind = {}, expect, expectError = false }: Case): boolean {
  const names = Object.keys(bind)
  const bound = names.map((name) => typed(bind[name] ?? {}))
  const lead = bound.map((one) => one?.value)
  if (bound.includes(null)) return false
  const symbols = names.map((path, slot) => symbolFor(path, slot, bound[slot]?.type ?? textType))
  const { expression } = parseCondition(expr, scopeOf(symbols), null)
  const value = expression === null ? undefined : compileValue(expression)(lead, [])
  if (expectError) return value === undefined
  const wanted = expect === undefined ? { value: true, type: booleanType } : typed(expect)
  if (wanted === null || expression === null) return false
  return isSame(value, wanted.value) && (isEmpty(wanted.value) || kindOf(expression.type) === kindOf(wanted.type))
}

function symbolFor(path: string, slot: number, type: ValueType): SymbolRef {
  return { path, slot, type, space: 'lead', origin: 'field' }
}

function scopeOf(symbols: readonly SymbolRef[]): Scope {
  return {
    symbol: (path) => symbols.find((symbol) => symbol.path === path) ?? null,
    names: symbols.map(({ path }) => path),
    groups: {},
    factNames: [],
    fact: () => null,
  }
}

function isSame(a: Value | undefined, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  return Object.is(a, b)
}

function isEmpty(value: Value): boolean {
  return Array.isArray(value) && value.length === 0
}

function kindOf(type: ValueType): string {
  return type.kind === 'list' ? `list of ${kindOf(type.of)}` : type.kind
}

/** The case's literal as a value of ours; `null` when we have no such type or cannot keep it exactly. */
function typed(literal: Literal): { readonly value: Value; readonly type: ValueType } | null {
  const [[kind, written] = ['', null]] = Object.entries(literal)
  if (kind === 'bool' && typeof written === 'boolean') return { value: written, type: booleanType }
  if (kind === 'string' && typeof written === 'string') return { value: written, type: textType }
  if (kind === 'int')
    return Number.isSafeInteger(Number(written)) ? { value: Number(written), type: integerType } : null
  if (kind === 'double') return Number.isFinite(Number(written)) ? { value: Number(written), type: numberType } : null
  if (kind !== 'list' || !Array.isArray(written)) return null
  const items = written.map((item: Literal) => typed(item)).filter((item) => item !== null)
  if (items.length < written.length) return null
  return { value: items.map(({ value }) => value), type: { kind: 'list', of: items[0]?.type ?? textType } }
}
