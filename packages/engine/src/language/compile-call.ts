import { RE2JS } from 're2js'
import { invariant } from '../engine-error.ts'
import { bounds } from './bounds.ts'
import type { Read } from './closure.ts'
import { compileMembership } from './compile-comparison.ts'
import type { Expression, Value } from './expression.ts'
import type { FunctionBody } from './function-body.ts'
import { readPlainPattern } from './plain-pattern.ts'
import { textFunctions } from './text-functions.ts'
import { valueFunctions } from './value-functions.ts'

const bodies: ReadonlyMap<string, FunctionBody> = new Map([
  ...Object.entries(textFunctions),
  ...Object.entries(valueFunctions),
])

/** Compiles a call; it is unknown when an argument is missing, except that `known` tells just that. */
export function compileCall(name: string, given: readonly Expression[], readOf: (part: Expression) => Read): Read {
  const [first, second] = given
  if (name === 'known' && first !== undefined) return compileKnown(readOf(first))
  if (name === 'matches' && first !== undefined && second !== undefined) return compileMatches(readOf(first), second)
  if (name === 'overlaps' && first !== undefined && second !== undefined) {
    // Sharing an item is the same from both sides; a constant list is looked up in.
    if (second.kind === 'constant') return compileOverlaps(readOf(first), second.value)
    if (first.kind === 'constant') return compileOverlaps(readOf(second), first.value)
  }
  const body = bodies.get(name)
  invariant(body !== undefined, `function ${name} has no body`)
  return compileBody(body, given.map(readOf))
}

function compileKnown(operand: Read): Read {
  return (lead, owner) => operand(lead, owner) !== undefined
}

/** The pattern is compiled once and runs in time linear in the text. */
function compileMatches(text: Read, pattern: Expression): Read {
  invariant(pattern.kind === 'constant' && typeof pattern.value === 'string', 'a pattern is a constant text')
  const test = compilePattern(pattern.value)
  return (lead, owner) => {
    const value = text(lead, owner)
    return typeof value === 'string' ? test(value) : undefined
  }
}

/** Most patterns that people write are plain texts, which need no automaton. */
function compilePattern(pattern: string): (text: string) => boolean {
  const plain = readPlainPattern(pattern)
  if (plain === null) {
    const compiled = RE2JS.compile(pattern)
    return (text) => compiled.test(text)
  }
  const { text: part, isFromStart, isToEnd } = plain
  if (isFromStart && isToEnd) return (text) => text === part
  if (isFromStart) return (text) => text.startsWith(part)
  return isToEnd ? (text) => text.endsWith(part) : (text) => text.includes(part)
}

function compileOverlaps(list: Read, constants: Value): Read {
  const isMember = compileMembership(typeof constants === 'object' ? constants : [])
  return (lead, owner) => {
    const value = list(lead, owner)
    return typeof value === 'object' && value.length <= bounds.listLengthMax ? value.some(isMember) : undefined
  }
}

/** One and two arguments, nearly all calls, are passed without building a list. */
function compileBody(body: FunctionBody, given: readonly Read[]): Read {
  const [first, second] = given
  if (given.length === 1 && first !== undefined) {
    return (lead, owner) => {
      const value = first(lead, owner)
      return value === undefined ? undefined : body(value)
    }
  }
  if (given.length === 2 && first !== undefined && second !== undefined) {
    return (lead, owner) => {
      const [a, b] = [first(lead, owner), second(lead, owner)]
      return a === undefined || b === undefined ? undefined : body(a, b)
    }
  }
  return (lead, owner) => {
    const values = given.map((read) => read(lead, owner))
    const present = values.filter((value) => value !== undefined)
    return present.length === values.length ? body(...present) : undefined
  }
}
