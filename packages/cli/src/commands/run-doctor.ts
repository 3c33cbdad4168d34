import { type Check, examine } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { readSettingsOf } from '../operating/read-settings.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { DoctorFlags } from './doctor.ts'

const colours = { ok: 'green', warn: 'yellow', fail: 'red' } as const

/** Looks at everything and prints it, with how to mend what is not well. */
export async function runDoctor({ process }: CliContext, flags: DoctorFlags): Promise<void> {
  const checks = await examine(readSettingsOf(flags, process))
  const failed = countOf(checks, 'fail')
  if (flags.json) process.stdout.write(`${JSON.stringify({ is_well: failed === 0, checks })}\n`)
  else process.stdout.write(toText(checks, paintFor(process.stdout, process.env)))
  if (failed > 0) process.exitCode = 1
}

function countOf(checks: readonly Check[], state: Check['state']): number {
  return checks.filter((check) => check.state === state).length
}

function toText(checks: readonly Check[], paint: Paint): string {
  const width = Math.max(...checks.map(({ name }) => name.length))
  const lines = checks.map(({ name, state, what, mend }) => {
    const line = `${paint(colours[state], state.padEnd(4))}  ${name.padEnd(width)}  ${what}\n`
    return mend === null ? line : `${line}${' '.repeat(width + 8)}${mend}\n`
  })
  const [failed, warned] = [countOf(checks, 'fail'), countOf(checks, 'warn')]
  const last =
    failed + warned === 0
      ? `All ${checks.length} things are well.`
      : `${failed} of ${checks.length} things fail, and ${warned} deserve a look.`
  return `${lines.join('')}\n${last}\n`
}
