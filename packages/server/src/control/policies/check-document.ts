import type { PolicyCheckAnswer } from '@rightful/contract'
import {
  type CheckReport,
  checkPolicy,
  type CompiledPolicy,
  compilePolicy,
  parsePolicy,
  type Problem,
  type Roster,
  runGoldenTests,
} from '@rightful/engine'
import type { PolicyText } from './policy-content.ts'

const findingsAtMost = 500

/** Everything that parsing, the static checks with this roster, and the golden tests make of a document. Nothing is stored. */
export function checkDocument({ document, tables }: PolicyText, roster: Roster): PolicyCheckAnswer {
  const { policy, problems } = parsePolicy(document, { tables })
  if (policy === null) {
    const findings = problems.slice(0, findingsAtMost).map(findingOf)
    return { is_sound: false, name: null, hash: null, findings, uncovered: [], tests: [], figures: null }
  }
  const compiled = compilePolicy(policy)
  const report = checkPolicy(compiled, { roster })
  const found = [...problems, ...report.problems]
  return {
    is_sound: !found.some(({ severity }) => severity === 'error'),
    name: policy.name,
    hash: policy.hash,
    findings: found.slice(0, findingsAtMost).map(findingOf),
    uncovered: report.uncovered.map(({ example, described, outcome }) => ({
      example: { ...example },
      described: [...described],
      outcome,
    })),
    tests: testsOf(compiled),
    figures: figuresOf(report),
  }
}

function findingOf({ code, severity, place, path, message, hint }: Problem): PolicyCheckAnswer['findings'][number] {
  return { code, severity, where: placeText(place), path, what: message, mend: hint ?? null }
}

function testsOf(policy: CompiledPolicy): PolicyCheckAnswer['tests'] {
  return runGoldenTests(policy).map(({ test, mismatches }) => ({
    name: test.name,
    passed: mismatches.length === 0,
    where: placeText(test.place),
    mismatches: mismatches.map(({ what, expected, found }) => ({ what, expected, found })),
  }))
}

function figuresOf({ figures }: CheckReport): PolicyCheckAnswer['figures'] {
  return {
    rules: figures.rules,
    exact_rules: figures.exactRules,
    undecided_rules: figures.undecidedRules,
    unreachable_rules: figures.unreachableRules,
    overlapping_rows: figures.overlappingRows,
    tests: figures.tests,
    failed_tests: figures.failedTests,
  }
}

function placeText({ file, line, column }: Problem['place']): string {
  return `${file}:${line}:${column}`
}
