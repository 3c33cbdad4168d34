import { type CheckReport, checkPolicy, compilePolicy, type Problem, type Severity } from '@rightful/engine'
import type { CliContext, CliProcess } from '../cli-context.ts'
import { loadAccounts } from '../loading/load-accounts.ts'
import type { ParsedDocument } from '../loading/load-document.ts'
import { parsePolicyFile } from '../loading/load-policy.ts'
import { parseRosterFile } from '../loading/load-roster.ts'
import { countProblems } from '../terminal/count-problems.ts'
import { formatProblems } from '../terminal/format-problems.ts'
import { paintFor } from '../terminal/paint.ts'
import type { PolicyCheckFlags } from './policy-check.ts'

/** Parses a policy, and a roster where there is one, checks them, and prints what is wrong. */
export async function runPolicyCheck(context: CliContext, flags: PolicyCheckFlags, path: string): Promise<void> {
  const { process } = context
  const started = performance.now()
  const checked = await check(flags, path, process)
  const seconds = (performance.now() - started) / 1000
  if (flags.json) process.stdout.write(`${JSON.stringify(toJson(checked, seconds))}\n`)
  else printText(checked, seconds, process)
  const counts = countBySeverity(checked.problems)
  if (counts.error > 0 || (flags.strict && counts.warning > 0)) process.exitCode = 1
}

type Checked = {
  readonly problems: readonly Problem[]
  readonly texts: Readonly<Record<string, string>>
  /** `null`: what could be parsed left nothing to check. */
  readonly report: CheckReport | null
}

async function check(flags: PolicyCheckFlags, path: string, process: CliProcess): Promise<Checked> {
  const { weekOf } = flags
  const policy = await parsePolicyFile(path, process)
  const at = weekOf?.toZonedDateTime('UTC').toInstant() ?? Temporal.Now.instant()
  const roster = flags.roster === undefined ? null : await parseRosterFile(flags.roster, process, at)
  const problems = [...policy.problems, ...(roster?.problems ?? [])]
  const texts = { ...policy.texts, ...roster?.texts }
  if (isFaulty(policy) || (roster !== null && isFaulty(roster))) return { problems, texts, report: null }
  if (policy.document === null) return { problems, texts, report: null }
  const accounts =
    flags.accounts === undefined ? undefined : await loadAccounts(flags.accounts, [policy.document], process)
  const report = checkPolicy(compilePolicy(policy.document), {
    ...(roster === null || roster.document === null ? {} : { roster: roster.document }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(weekOf === undefined ? {} : { weekOf: weekOf.subtract({ days: weekOf.dayOfWeek - 1 }) }),
  })
  const found = report.problems.map((problem) => withAccountsFile(problem, flags.accounts))
  return { problems: [...problems, ...found], texts, report }
}

/** Accounts reach the engine without their file, so it calls them by what they are. */
function withAccountsFile(problem: Problem, path: string | undefined): Problem {
  const { place } = problem
  return path === undefined || place.file !== 'accounts' ? problem : { ...problem, place: { ...place, file: path } }
}

function isFaulty({ document, problems }: ParsedDocument<unknown>): boolean {
  return document === null || problems.some(({ severity }) => severity === 'error')
}

function countBySeverity(problems: readonly Problem[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, notice: 0 }
  for (const { severity } of problems) counts[severity] += 1
  return counts
}

function toJson({ problems, report }: Checked, seconds: number): object {
  return {
    problems,
    counts: countBySeverity(problems),
    uncovered: report?.uncovered ?? null,
    figures: report?.figures ?? null,
    seconds,
  }
}

function printText({ problems, texts, report }: Checked, seconds: number, process: CliProcess): void {
  const paint = paintFor(process.stdout, process.env)
  const listed = formatProblems(problems, texts, paint)
  const separator = listed === '' ? '' : '\n'
  const said = report === null ? 'nothing more was checked' : figuresText(report)
  process.stdout.write(
    `${listed}${separator}${paint('bold', countProblems(problems))}: ${said}, ${seconds.toFixed(2)} s\n`,
  )
}

/** `19 rules checked, 2 of them in part; 6 tests, 1 failed`. */
function figuresText({ figures }: CheckReport): string {
  const { rules, exactRules, undecidedRules, tests, failedTests } = figures
  const inPart = rules - exactRules
  const parts = [
    `${rules.toLocaleString('en-US')} ${rules === 1 ? 'rule' : 'rules'} checked`,
    ...(inPart === 0 ? [] : [`${inPart} with conditions that could only be checked in part`]),
    ...(undecidedRules === 0 ? [] : [`${undecidedRules} of which it cannot be told whether a lead reaches them`]),
    `${tests} ${tests === 1 ? 'test' : 'tests'}${failedTests === 0 ? '' : `, ${failedTests} failed`}`,
  ]
  return parts.join(', ')
}
