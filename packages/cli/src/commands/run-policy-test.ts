import { compilePolicy, type GoldenResult, runGoldenTests } from '@rightful/engine'
import type { CliContext } from '../cli-context.ts'
import { loadPolicy } from '../loading/load-policy.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { PolicyTestFlags } from './policy-test.ts'

/** Runs the golden leads of a policy and prints each with what failed. */
export async function runPolicyTest(context: CliContext, flags: PolicyTestFlags, path: string): Promise<void> {
  const { process } = context
  const policy = await loadPolicy(path, process)
  const results = runGoldenTests(compilePolicy(policy))
  if (flags.json) process.stdout.write(`${JSON.stringify(toJson(results))}\n`)
  else process.stdout.write(toText(results, paintFor(process.stdout, process.env)))
  if (countFailed(results) > 0) process.exitCode = 1
}

function countFailed(results: readonly GoldenResult[]): number {
  return results.filter(({ mismatches }) => mismatches.length > 0).length
}

function toJson(results: readonly GoldenResult[]): object {
  const failed = countFailed(results)
  return {
    passed: results.length - failed,
    failed,
    tests: results.map(({ test, planned, mismatches }) => ({
      name: test.name,
      ok: mismatches.length === 0,
      mismatches,
      found: planned,
      place: test.place,
    })),
  }
}

function toText(results: readonly GoldenResult[], paint: Paint): string {
  if (results.length === 0) return 'The policy has no tests. Write leads and where they should go under "tests".\n'
  const failed = countFailed(results)
  const summary = `${results.length - failed} of ${results.length} ${results.length === 1 ? 'test passes' : 'tests pass'}`
  const last = failed === 0 ? paint('green', summary) : paint('red', `${summary}, ${failed} failed`)
  return `${results.map((result) => resultText(result, paint)).join('')}\n${last}\n`
}

function resultText({ test, mismatches }: GoldenResult, paint: Paint): string {
  if (mismatches.length === 0) return `${paint('green', 'pass')}  ${test.name}\n`
  const { file, line, column } = test.place
  const lines = mismatches.map(({ what, expected, found }) => `        ${what}: expected ${expected}, found ${found}\n`)
  return `${paint('red', 'FAIL')}  ${test.name} ${paint('dim', `(${file}:${line}:${column})`)}\n${lines.join('')}`
}
