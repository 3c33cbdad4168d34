import type { LeadSketch, RuleSketch } from '../generated-rules/rule-sketch.ts'
import { median } from '../rounds/median.ts'
import type { AskEngine, Engine } from './engine.ts'

/** What is measured, and how much of it. */
export type Contest = {
  readonly rules: readonly RuleSketch[]
  readonly leads: readonly LeadSketch[]
  /** Whose answers everyone's are compared with; one of those that take part. */
  readonly judge: Engine
  readonly rounds: number
  /** So many leads at least are asked about, however slow the engine, before anything is measured. */
  readonly sampleCount: number
  /** About how long an engine's turn in a round takes. */
  readonly turnSeconds: number
}

/** What one engine did. */
export type Performance = {
  readonly engine: Engine
  /** Decisions per second, round by round. */
  readonly rates: readonly number[]
  readonly rate: number
  /** For reading the rules and the leads. */
  readonly loadSeconds: number
  /** How many answers were given and compared. */
  readonly answerCount: number
}

/** An engine that is ready, and how far it has come. */
type Runner = {
  readonly engine: Engine
  readonly ask: AskEngine
  readonly loadSeconds: number
  /** How many leads it gets in a turn: few where it is slow, all of them several times where it is fast. */
  leadsPerTurn: number
  /** Where its next turn begins, so that over the rounds it meets as many different leads as it can. */
  nextLead: number
  answerCount: number
}

/** Lets everyone answer about a sample, then times everyone in turn, round after round, so that noise hits all alike. */
export async function holdContest(engines: readonly Engine[], contest: Contest): Promise<readonly Performance[]> {
  const runners = engines.map((engine) => loadRunner(engine, contest))
  const judge = runners.find(({ engine }) => engine === contest.judge)
  if (judge === undefined) throw new Error(`${contest.judge.name} judges without taking part.`)
  const expected = await answersOf(judge.ask, contest.leads.length)
  for (const runner of runners) await warmUp(runner, contest, expected)
  const rates = runners.map((): number[] => [])
  for (let round = 0; round < contest.rounds; round += 1) {
    for (const [index, runner] of runners.entries()) {
      const rate = await timeTurn(runner, expected)
      rates[index].push(rate)
      runner.leadsPerTurn = leadsOfTurn(rate, contest.turnSeconds)
    }
  }
  return runners.map(({ engine, loadSeconds, answerCount }, index) => {
    return { engine, loadSeconds, answerCount, rates: rates[index], rate: median(rates[index]) }
  })
}

/** How many times as fast the first is: the median over the rounds, each of which gives a ratio of its own. */
export function ratioOf(first: Performance, second: Performance): number {
  return median(first.rates.map((rate, round) => rate / second.rates[round]))
}

function loadRunner(engine: Engine, { rules, leads, sampleCount }: Contest): Runner {
  const started = performance.now()
  const ask = engine.load(rules, leads)
  const loadSeconds = (performance.now() - started) / 1000
  return { engine, ask, loadSeconds, leadsPerTurn: sampleCount, nextLead: 0, answerCount: 0 }
}

async function answersOf(ask: AskEngine, leadCount: number): Promise<Int32Array> {
  const answers = new Int32Array(leadCount)
  for (let lead = 0; lead < leadCount; lead += 1) answers[lead] = await ask(lead)
  return answers
}

/** Takes turns for about as long as one is to be, since code that has just been compiled is slower than it will be. */
async function warmUp(runner: Runner, { turnSeconds }: Contest, expected: Int32Array): Promise<void> {
  let spentSeconds = 0
  while (spentSeconds < turnSeconds) {
    const leadCount = runner.leadsPerTurn
    const rate = await timeTurn(runner, expected)
    spentSeconds += leadCount / rate
    runner.leadsPerTurn = leadsOfTurn(rate, turnSeconds)
  }
}

/** So many leads make a turn of that length. Turns are of one length, so that a busy machine slows down all of them alike. */
function leadsOfTurn(rate: number, turnSeconds: number): number {
  return Math.max(2, Math.round(rate * turnSeconds))
}

/**
 * Decisions per second over the runner's next leads. Every answer is compared with the expected one; one that is wrong ends
 * the benchmark, since the speed of a wrong answer is no figure.
 */
async function timeTurn(runner: Runner, expected: Int32Array): Promise<number> {
  const { ask, leadsPerTurn } = runner
  let lead = runner.nextLead
  let wrong = -1
  const started = performance.now()
  for (let count = 0; count < leadsPerTurn; count += 1) {
    const answer = ask(lead)
    // Awaiting what is no promise would charge engines that answer at once with a turn of the event loop.
    const position = typeof answer === 'number' ? answer : await answer
    if (position !== expected[lead]) wrong = lead
    lead = lead + 1 === expected.length ? 0 : lead + 1
  }
  const seconds = (performance.now() - started) / 1000
  if (wrong !== -1)
    throw new Error(`${runner.engine.name} is wrong about lead ${wrong}, which rule ${expected[wrong]} takes.`)
  runner.nextLead = lead
  runner.answerCount += leadsPerTurn
  return leadsPerTurn / seconds
}
