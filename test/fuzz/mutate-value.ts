import type { Random } from '@rightful/engine/testing'
import { fieldsOf } from './value-of-schema.ts'

const names = ['__proto__', 'constructor', 'toString', '', 'id', 'workspace_id', 'x'.repeat(300), '\0']

/** Changes one place of a value, anywhere in it: another type, a naughty text, a field more or less, something huge. */
export function mutateValue(value: unknown, random: Random, texts: readonly string[]): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7)) {
    const at = random.below(value.length)
    return value.map((item: unknown, index) => (index === at ? mutateValue(item, random, texts) : item))
  }
  const fields = Object.entries(fieldsOf(value))
  if (fields.length > 0 && random.chance(0.8)) {
    const at = random.below(fields.length)
    if (random.chance(0.15)) return Object.fromEntries(fields.toSpliced(at, 1))
    if (random.chance(0.15)) return JSON.parse(withField(fields, random.pick(names)))
    return Object.fromEntries(
      fields.map(([name, part], index) => [name, index === at ? mutateValue(part, random, texts) : part]),
    )
  }
  return otherValue(random, texts)
}

/** A field by any name, `__proto__` too, which an assignment would not make. */
function withField(fields: readonly (readonly [string, unknown])[], name: string): string {
  const parts = [...fields, [name, 1] as const].map(
    ([key, part]) => `${JSON.stringify(key)}:${JSON.stringify(part) ?? 'null'}`,
  )
  return `{${parts.join(',')}}`
}

function otherValue(random: Random, texts: readonly string[]): unknown {
  const numbers = [0, -1, 0.5, 1e21, -1e308, 2 ** 53, 2 ** 31, 1e15 + 1, 5e-324]
  const huge = () => Array.from({ length: 2000 }, (_, index) => index)
  switch (random.below(6)) {
    case 0:
      return random.pick(numbers)
    case 1:
      return random.pick([null, true, [], {}, [[]], [null], { a: {} }])
    case 2:
      return random.chance(0.1) ? huge() : [random.pick(texts)]
    default:
      return random.pick(texts)
  }
}
