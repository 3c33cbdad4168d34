import {
  type CompiledPolicy,
  checkPolicy,
  compilePolicy,
  type FieldNote,
  type LeadTrial,
  parsePolicy,
  type Policy,
  policySchema,
  prepareTrial,
  type Problem,
  runGoldenTests,
} from '@rightful/engine'
import type { Answer, Finding, GoldenAnswer, Place, PolicyShape, Question, Result, Trial } from './engine-messages.ts'

type Draft = Pick<Question, 'document' | 'tables'>
type Read = {
  readonly draft: Draft
  readonly problems: readonly Finding[]
  readonly compiled: CompiledPolicy | null
  readonly shape: PolicyShape | null
  readonly tests: readonly GoldenAnswer[]
}

let newest: Question | null = null
let last: Read | null = null

// While one draft is worked on, only the newest of those that came meanwhile is worth an answer.
globalThis.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const isIdle = newest === null
  newest = data
  if (isIdle) setTimeout(() => void work())
})
say({ kind: 'ready', schema: policySchema })

async function work(): Promise<void> {
  for (let question = newest; question !== null; question = newest) {
    const read = last !== null && isSame(last.draft, question) ? last : readDraft(question)
    last = read
    say(resultOf(question, read))
    await pause()
    if (newest === question && read.compiled !== null) {
      say({ kind: 'findings', id: question.id, findings: checkPolicy(read.compiled).problems.map(findingOf) })
      await pause()
    }
    if (newest === question) newest = null
  }
}

function isSame(a: Draft, b: Draft): boolean {
  const files = Object.keys(a.tables)
  return (
    a.document === b.document &&
    files.length === Object.keys(b.tables).length &&
    files.every((file) => a.tables[file] === b.tables[file])
  )
}

/** Lets what has arrived meanwhile be heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

function say(answer: Answer): void {
  // A worker speaks to the page that started it, and names no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  globalThis.postMessage(answer)
}

function readDraft({ document, tables }: Draft): Read {
  const { policy, problems } = parsePolicy(document, { tables })
  const compiled = policy === null ? null : compilePolicy(policy, { index: 'when_read' })
  return {
    draft: { document, tables },
    problems: problems.map(findingOf),
    compiled,
    shape: policy === null ? null : shapeOf(policy),
    tests: compiled === null ? [] : testsOf(compiled),
  }
}

function resultOf({ id, lead }: Question, { problems, compiled, shape, tests }: Read): Result {
  const trial =
    compiled === null || lead === null ? null : trialOf(prepareTrial(compiled)({ id: 'the lead to try', ...lead }))
  return { kind: 'result', id, isRead: compiled !== null, problems, shape, tests, trial }
}

function findingOf({ code, severity, message, hint, place, path }: Problem): Finding {
  const { file, line, column, endLine = null, endColumn = null } = place
  return { code, severity, file, line, column, endLine, endColumn, path, what: message, mend: hint ?? null }
}

function testsOf(compiled: CompiledPolicy): readonly GoldenAnswer[] {
  return runGoldenTests(compiled).map(({ test, mismatches }) => ({
    name: test.name,
    line: test.place.line,
    passed: mismatches.length === 0,
    mismatches,
  }))
}

function shapeOf({ name, constraints, routes, fallback, leadSymbols }: Policy): PolicyShape {
  return {
    name,
    constraints: constraints.map((constraint) => ({
      id: constraint.id,
      kind: constraint.kind,
      when: constraint.when?.text ?? null,
      effect: effectOf(constraint),
      line: constraint.place.line,
    })),
    routes: routes.map(({ id, rules, table, place }) => ({
      id,
      when: table === null ? (rules[0]?.when?.text ?? null) : null,
      places: placesOf(rules.flatMap(({ to }) => to)),
      table: table?.file ?? null,
      rules: rules.length,
      line: place.line,
    })),
    fallback: {
      unmatched: placesOf(fallback.unmatched),
      incomplete: placesOf(fallback.incomplete.then),
      nobody: placesOf(fallback.nobody.then),
    },
    symbols: leadSymbols.map(({ path }) => path),
  }
}

function effectOf(constraint: Policy['constraints'][number]): string {
  switch (constraint.kind) {
    case 'require':
      return constraint.require.text
    case 'bind':
      return constraint.bind.path
    case 'refuse':
      return constraint.reason
  }
}

type Target = Policy['fallback']['unmatched'][number]

/** Each place once, in the order in which it is first named. */
function placesOf(targets: readonly Target[]): readonly Place[] {
  const places = new Map(targets.map((target) => [`${target.kind} ${nameOf(target)}`, target]))
  return [...places.values()].map((target) => ({ kind: target.kind, name: nameOf(target) }))
}

function nameOf(target: Target): string {
  switch (target.kind) {
    case 'pool':
      return target.pool
    case 'owner':
      return target.owner
    case 'bound':
      return target.source.path
    case 'hold':
      return target.queue
    case 'refuse':
      return target.reason
  }
}

function trialOf({ planned, steps, notes }: LeadTrial): Trial {
  const routes = steps.find((step) => step.kind === 'routes')
  return {
    planned,
    constraints: steps.flatMap((step) =>
      step.kind === 'constraint'
        ? [{ id: step.constraintId, result: step.result, effect: step.effect, missing: step.missing }]
        : [],
    ),
    routes: routes ?? null,
    readAs: notes.map((note) => ({ field: note.field, text: textOf(note) })),
  }
}

function textOf(note: FieldNote): string {
  switch (note.kind) {
    case 'normalised':
    case 'inferred':
      return String(note.value)
    case 'placeholder':
    case 'unreadable':
      return ''
  }
}
