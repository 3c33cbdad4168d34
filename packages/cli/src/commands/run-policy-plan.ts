import type { ChangePlan } from '@rightful/contract'
import type { CliContext } from '../cli-context.ts'
import { loadPolicyText } from '../loading/load-policy-text.ts'
import { requirePolicyServer } from '../operating/policy-server.ts'
import { paintFor } from '../terminal/paint.ts'
import { describePlan, hasErrors, WOULD_CHANGE } from './describe-plan.ts'
import type { PolicyPlanFlags } from './policy-plan.ts'

/** Says what applying a policy would change, what is wrong with it, and what was changed past the repository. */
export async function runPolicyPlan({ process }: CliContext, flags: PolicyPlanFlags, path: string): Promise<void> {
  const text = await loadPolicyText(path, process)
  const server = requirePolicyServer(flags, process)
  const plan = await server.ask((client) => client.planPolicy(text))
  if (flags.json) process.stdout.write(`${JSON.stringify(plan)}\n`)
  else process.stdout.write(describePlan(plan, { path, paint: paintFor(process.stdout, process.env) }))
  process.exitCode = exitCodeOf(plan)
}

function exitCodeOf(plan: ChangePlan): number {
  if (hasErrors(plan)) return 1
  return plan.change_count === 0 ? 0 : WOULD_CHANGE
}
