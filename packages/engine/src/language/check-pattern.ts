import { RE2JS } from 're2js'
import { bounds } from './bounds.ts'
import type { Checker } from './checker.ts'
import type { Expression } from './expression.ts'

/** Whether the pattern is a regular expression that runs in linear time; tells what is wrong otherwise. */
export function checkPattern(pattern: Expression | undefined, { report }: Checker): boolean {
  if (pattern === undefined) return false
  const { span } = pattern
  if (pattern.kind !== 'constant' || typeof pattern.value !== 'string') {
    report({
      code: 'condition_pattern_not_constant',
      span,
      message: 'The pattern of `matches` is read when the policy is parsed, so it must be written as a text.',
      hint: 'Write the pattern in quotes, or use `contains`, `startsWith` or `endsWith` with a computed text.',
    })
    return false
  }
  const fault = faultOf(pattern.value)
  if (fault === null) return true
  report({ code: 'condition_pattern_malformed', span, message: fault.message, hint: fault.hint })
  return false
}

type Fault = { readonly message: string; readonly hint: string }

const tooLarge: Fault = {
  message: 'The pattern is too large.',
  hint: `A pattern has at most ${bounds.patternLengthMax} characters and ${bounds.patternSizeMax} steps; repetitions multiply.`,
}

function faultOf(pattern: string): Fault | null {
  if (pattern.length > bounds.patternLengthMax || repetitions(pattern) > bounds.patternSizeMax) return tooLarge
  try {
    return RE2JS.compile(pattern).programSize() > bounds.patternSizeMax ? tooLarge : null
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return {
      message: `The pattern cannot be read: ${said.replace(/^error parsing regexp: /, '')}.`,
      hint: patternHint(pattern),
    }
  }
}

/** The product of all counted repetitions: an upper bound of how far they multiply the pattern, known before compiling. */
function repetitions(pattern: string): number {
  let product = pattern.length
  for (const [, least = '1', most = ''] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g))
    product *= Math.max(1, Number(least), Number(most))
  return product
}

function patternHint(pattern: string): string {
  if (/\(\?<?[=!]/.test(pattern))
    return 'Looking ahead or behind is not possible in linear time: write two conditions instead.'
  if (/\\[1-9]/.test(pattern)) return 'Back-references are not possible in linear time: write two conditions instead.'
  if (/^[*+?]|[(|][*+?]/.test(pattern)) return '`*` repeats what stands before it: write `.*` for "anything".'
  return 'The syntax is that of RE2; a character such as `(`, `[` or `\\` that is meant as itself needs a backslash before it.'
}
