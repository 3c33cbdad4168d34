import type { Expression, ValueType } from './expression.ts'
import { booleanType, integerType, numberType, textListType, textType } from './value-types.ts'

/** What a function takes in one place. `plain` is anything but a list; `sized` is a text or a list. */
export type Parameter = 'text' | 'integer' | 'number' | 'texts' | 'list' | 'plain' | 'sized' | 'any'

/** How a function of the language is called and what it gives. */
export type Signature = {
  readonly parameters: readonly Parameter[]
  /** How many of the parameters must be given. */
  readonly required: number
  /** Whether the last parameter may be given any number of times. */
  readonly isOpenEnded?: boolean
  readonly returns: ValueType | ((given: readonly Expression[]) => ValueType)
  /** How a call looks, for hints; one that begins with `x.` is printed as a method. */
  readonly example: string
}

const textTest = (name: string): Signature => ({
  parameters: ['text', 'text'],
  required: 2,
  returns: booleanType,
  example: `x.${name}("…")`,
})

const textChange = (name: string): Signature => ({
  parameters: ['text'],
  required: 1,
  returns: textType,
  example: `x.${name}()`,
})

const position = (name: string): Signature => ({
  parameters: ['text', 'text', 'integer'],
  required: 2,
  returns: integerType,
  example: `x.${name}("…")`,
})

const rounding = (name: string): Signature => ({
  parameters: ['number'],
  required: 1,
  returns: numberType,
  example: `math.${name}(x)`,
})

const sameNumber = (name: string): Signature => ({
  parameters: ['number'],
  required: 1,
  returns: ([only]) => only?.type ?? numberType,
  example: `math.${name}(x)`,
})

const extreme = (name: string): Signature => ({
  parameters: ['number'],
  required: 1,
  isOpenEnded: true,
  returns: widestNumber,
  example: `math.${name}(x, y)`,
})

/** Every function by name, beside `group`, the facts and the quantifiers, which the checker knows itself. */
export const functions: ReadonlyMap<string, Signature> = new Map(
  Object.entries<Signature>({
    known: { parameters: ['any'], required: 1, returns: booleanType, example: 'known(x)' },
    startsWith: textTest('startsWith'),
    endsWith: textTest('endsWith'),
    contains: textTest('contains'),
    matches: textTest('matches'),
    size: { parameters: ['sized'], required: 1, returns: integerType, example: 'x.size()' },
    lower: textChange('lower'),
    upper: textChange('upper'),
    lowerAscii: textChange('lowerAscii'),
    upperAscii: textChange('upperAscii'),
    trim: textChange('trim'),
    reverse: textChange('reverse'),
    charAt: { parameters: ['text', 'integer'], required: 2, returns: textType, example: 'x.charAt(0)' },
    substring: {
      parameters: ['text', 'integer', 'integer'],
      required: 2,
      returns: textType,
      example: 'x.substring(0, 2)',
    },
    indexOf: position('indexOf'),
    lastIndexOf: position('lastIndexOf'),
    replace: {
      parameters: ['text', 'text', 'text', 'integer'],
      required: 3,
      returns: textType,
      example: 'x.replace("…", "…")',
    },
    split: { parameters: ['text', 'text', 'integer'], required: 2, returns: textListType, example: 'x.split(",")' },
    join: { parameters: ['texts', 'text'], required: 1, returns: textType, example: 'x.join(", ")' },
    overlaps: { parameters: ['list', 'list'], required: 2, returns: booleanType, example: 'overlaps(x, ["…"])' },
    'math.greatest': extreme('greatest'),
    'math.least': extreme('least'),
    'math.abs': sameNumber('abs'),
    'math.sign': sameNumber('sign'),
    'math.ceil': rounding('ceil'),
    'math.floor': rounding('floor'),
    'math.round': rounding('round'),
    'math.trunc': rounding('trunc'),
    int: { parameters: ['plain'], required: 1, returns: integerType, example: 'int(x)' },
    double: { parameters: ['plain'], required: 1, returns: numberType, example: 'double(x)' },
    string: { parameters: ['plain'], required: 1, returns: textType, example: 'string(x)' },
    bool: { parameters: ['plain'], required: 1, returns: booleanType, example: 'bool(x)' },
  }),
)

function widestNumber(given: readonly Expression[]): ValueType {
  const types = given.map(({ type }) => (type.kind === 'list' ? type.of : type))
  return types.every(({ kind }) => kind === 'integer') ? integerType : numberType
}

/** The quantifiers, by the names they may be called by. */
export const quantifiers = {
  exists: 'exists',
  all: 'all',
  exists_one: 'exists_one',
  existsOne: 'exists_one',
  filter: 'filter',
  map: 'map',
} as const

/** What writers from other languages call a function, and what to write instead. */
export const foreignFunctions: Readonly<Record<string, string>> = {
  has: 'known(x)',
  exists: 'known(x)',
  defined: 'known(x)',
  isset: 'known(x)',
  isnull: '!known(x)',
  isempty: '!known(x)',
  isblank: '!known(x)',
  empty: '!known(x)',
  len: 'size(x)',
  length: 'size(x)',
  count: 'size(x)',
  tolowercase: 'x.lower()',
  lowercase: 'x.lower()',
  tolower: 'x.lower()',
  touppercase: 'x.upper()',
  uppercase: 'x.upper()',
  toupper: 'x.upper()',
  includes: 'x.contains("…")` for a text or `"…" in x` for a list',
  regex: 'x.matches("…")',
  test: 'x.matches("…")',
  match: 'x.matches("…")',
  like: 'x.contains("…")',
  any: 'x.exists(item, …)',
  some: 'x.exists(item, …)',
  every: 'x.all(item, …)',
  anyof: 'x in ["…"]',
  oneof: 'x in ["…"]',
  not: '!(…)',
  and: 'a && b',
  or: 'a || b',
  if: 'test ? a : b',
  max: 'math.greatest(x, y)',
  min: 'math.least(x, y)',
  abs: 'math.abs(x)',
  round: 'math.round(x)',
  ceil: 'math.ceil(x)',
  floor: 'math.floor(x)',
  number: 'double(x)',
  float: 'double(x)',
  integer: 'int(x)',
  str: 'string(x)',
  text: 'string(x)',
}
