/**
 * Company names as people write them, found among legal names: recall at precision 1.00.
 *
 * The names are the public list of large companies against the register of a stock exchange's supervisor. One wrong match
 * makes the value 0, since then the precision is not 1.00. Beside it: every name is asked once without its answer
 * among the accounts (nothing may match), and every account is asked by its own name without itself.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildAccountIndex, type Account } from '@rightful/engine'
import {
  bareIdentity,
  matchedWithoutAnswer,
  readTable,
  scoreMatching,
  type MatchAnswer,
  type MatchQuestion,
} from '@rightful/engine/testing'
import type { BenchResult } from './bench-result.ts'

const folder = join(import.meta.dirname, '../../shared/data/match-sp500-sec')
const shownMax = 40

export async function run(options: { readonly quick: boolean }): Promise<BenchResult> {
  const result = { name: 'match-precision', unit: 'recall', operator: '>=', bar: 0.94 } as const
  if (!existsSync(folder)) return { ...result, value: 0, table: [`No data in ${folder}: nothing was measured.`] }
  const accounts = readAccounts()
  const questions = readQuestions()
  const score = scoreMatching(buildAccountIndex(accounts), questions)
  const recall = score.right / score.answerable
  const openWorld = matchedWithoutAnswer(accounts, questions)
  const tiers = Object.entries(score.rightByTier).map(([tier, count]) => `${tier} ${count}`)
  const table = [
    `${accounts.length} accounts, ${questions.length} names, ${questions.length - score.answerable} of them of no account`,
    `right ${score.right} of ${score.answerable} (${tiers.join(', ')}), wrong ${score.wrong.length}, recall ${recall.toFixed(4)}`,
    `with the right account left out: ${openWorld.length} of ${questions.length} matched`,
    ...(options.quick ? [] : namesakes(accounts)),
    ...score.wrong.map((answer) => line('wrong', answer, accounts)),
    ...score.missed.map((answer) => line('missed', answer, accounts)),
    ...openWorld.map((answer) => line('left out', answer, accounts)),
  ]
  return { ...result, value: score.wrong.length === 0 ? Math.floor(recall * 10_000) / 10_000 : 0, table }
}

/** Each account's own name, asked without itself: what matches are namesakes and sister companies. */
function namesakes(accounts: readonly Account[]): readonly string[] {
  const questions = accounts.map(({ id, name }) => ({
    asked: name,
    identity: bareIdentity({ company: name }),
    expected: id,
  }))
  const wrong = matchedWithoutAnswer(accounts, questions)
  return [
    `every account by its own name with itself left out: ${wrong.length} of ${accounts.length} matched`,
    ...wrong.slice(0, shownMax).map((answer) => line('namesake', answer, accounts)),
  ]
}

function line(what: string, { asked, expected, got, because }: MatchAnswer, accounts: readonly Account[]): string {
  const nameOf = (id: string | null): string => accounts.find((account) => account.id === id)?.name ?? 'nothing'
  return `${what.padEnd(9)} ${asked} → ${got === null ? because : `${nameOf(got)}, ${because}`}${expected === null ? '' : `; should be ${nameOf(expected)}`}`
}

function readAccounts(): readonly Account[] {
  const text = gunzipSync(readFileSync(join(folder, 'accounts.csv.gz'))).toString()
  return readTable(text).map((row) => ({ id: row['account_id'] ?? '', name: row['legal_name'] ?? '' }))
}

function readQuestions(): readonly MatchQuestion[] {
  return readTable(readFileSync(join(folder, 'queries.csv'), 'utf8')).map((row) => {
    const company = row['lead_company'] ?? ''
    return { asked: company, identity: bareIdentity({ company }), expected: row['expected_account_id'] || null }
  })
}
