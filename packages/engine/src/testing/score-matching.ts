import type { Account } from '../match/account.ts'
import type { AccountIndex } from '../match/account-index.ts'
import { buildAccountIndex } from '../match/build-account-index.ts'
import { matchAccount } from '../match/match-account.ts'
import type { Identity } from '../normalise/lead.ts'

/** A lead, and the account that is known to be its; `null` when none is. */
export type MatchQuestion = { readonly asked: string; readonly identity: Identity; readonly expected: string | null }

export type MatchAnswer = MatchQuestion & { readonly got: string | null; readonly because: string }

/** How well accounts were found. */
export type MatchScore = {
  /** Questions that have an answer. */
  readonly answerable: number
  readonly right: number
  /** Matched to another account than the expected one, or to any where none is expected. */
  readonly wrong: readonly MatchAnswer[]
  readonly missed: readonly MatchAnswer[]
  readonly rightByTier: Readonly<Record<string, number>>
}

/** Asks every question and compares. */
export function scoreMatching(index: AccountIndex, questions: readonly MatchQuestion[]): MatchScore {
  const wrong: MatchAnswer[] = []
  const missed: MatchAnswer[] = []
  const rightByTier: Record<string, number> = {}
  let right = 0
  for (const question of questions) {
    const match = matchAccount(index, question.identity)
    const got = match.kind === 'matched' ? match.account.id : null
    const because = match.kind === 'none' ? match.because : `${match.kind} ${match.tier}`
    if (got !== null && got !== question.expected) wrong.push({ ...question, got, because })
    else if (got === null && question.expected !== null) missed.push({ ...question, got, because })
    else if (match.kind === 'matched') {
      right += 1
      rightByTier[match.tier] = (rightByTier[match.tier] ?? 0) + 1
    }
  }
  return { answerable: questions.filter(({ expected }) => expected !== null).length, right, wrong, missed, rightByTier }
}

/** Every question is asked once with its own answer not among the accounts, so that any match is wrong. */
export function matchedWithoutAnswer(
  accounts: readonly Account[],
  questions: readonly MatchQuestion[],
): readonly MatchAnswer[] {
  const groups = 10
  const wrong: MatchAnswer[] = []
  for (let group = 0; group < groups; group += 1) {
    const asked = questions.filter((_, at) => at % groups === group)
    const left = new Set(asked.map(({ expected }) => expected))
    const index = buildAccountIndex(accounts.filter(({ id }) => !left.has(id)))
    wrong.push(
      ...scoreMatching(
        index,
        asked.map((question) => ({ ...question, expected: null })),
      ).wrong,
    )
  }
  return wrong
}
