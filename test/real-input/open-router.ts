import {
  type Account,
  buildAccountIndex,
  type CompiledPolicy,
  compilePolicy,
  createRosterState,
  parsePolicy,
  parseRoster,
  type Problem,
  type Roster,
} from '@rightful/engine'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRouter, type Router } from '../../packages/cli/src/routing/create-router.ts'

export type OpenRouter = { readonly policy: CompiledPolicy; readonly roster: Roster; readonly router: Router }

export type RouterFiles = {
  readonly policyPath: string
  /** Tables that stand beside the policy. */
  readonly tables: readonly string[]
  readonly rosterText: string
  readonly accounts: readonly Account[]
}

/** A router over a policy file, a roster's text and accounts; throws with every problem found. */
export function openRouter({ policyPath, tables, rosterText, accounts }: RouterFiles): OpenRouter {
  const folder = dirname(policyPath)
  const texts = Object.fromEntries(tables.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  const parsed = parsePolicy(readFileSync(policyPath, 'utf8'), { file: policyPath, tables: texts })
  const { roster, problems } = parseRoster(rosterText, { file: 'roster.json', format: 'json' })
  if (parsed.policy === null || roster === null) throw new Error(listed([...parsed.problems, ...problems]))
  const policy = compilePolicy(parsed.policy)
  const state = createRosterState(roster, { accounts: new Map(accounts.map((account) => [account.id, account])) })
  return { policy, roster, router: createRouter({ policy, roster, state, accounts: buildAccountIndex(accounts) }) }
}

function listed(problems: readonly Problem[]): string {
  return problems.map(({ place, message }) => `${place.file}:${place.line}:${place.column} ${message}`).join('\n')
}
