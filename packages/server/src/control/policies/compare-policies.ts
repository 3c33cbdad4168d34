import type { PolicyDiffAnswer } from '@rightful/contract'
import { describeDiff, diffPolicies, type Policy, type PolicyChange } from '@rightful/engine'

/** A policy to compare, and the number of the version that it is; `null`: it is not stored. */
export type ComparedPolicy = { readonly version: number | null; readonly policy: Policy }

/** What differs in meaning between two policies, as data and as sentences. */
export function comparePolicies(before: ComparedPolicy, after: ComparedPolicy): PolicyDiffAnswer {
  const diff = diffPolicies(before.policy, after.policy)
  const [ofBefore, ofAfter] = [poolsOf(before.policy), poolsOf(after.policy)]
  return {
    before: { version: before.version, ...diff.before },
    after: { version: after.version, ...diff.after },
    changes: diff.changes.map(changeOf),
    pools: { added: without(ofAfter, ofBefore), removed: without(ofBefore, ofAfter) },
    text: describeDiff(diff),
  }
}

/** The same as Markdown: a heading, a sentence for each change, and the pools that only one of them names. */
export function comparisonAsMarkdown({ before, after, changes, pools, text }: PolicyDiffAnswer): string {
  const lines = changes.length === 0 ? [text] : text.split('\n').map((line) => `- ${escapeMarkdown(line)}`)
  const named = [
    ...pools.added.map((id) => `- Pool ${escapeMarkdown(id)} is named only after it.`),
    ...pools.removed.map((id) => `- Pool ${escapeMarkdown(id)} is named no longer.`),
  ]
  const head = `# ${sideText(before)} → ${sideText(after)}`
  return `${[head, lines.join('\n'), named.join('\n')].filter((part) => part !== '').join('\n\n')}\n`
}

function sideText({ version, name, hash }: PolicyDiffAnswer['before']): string {
  return `${escapeMarkdown(name)} ${version === null ? 'as given' : `version ${version}`} (${hash.slice(0, 7)})`
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]|#]/g, (sign) => `\\${sign}`)
}

function changeOf(change: PolicyChange): PolicyDiffAnswer['changes'][number] {
  const { section, id, within, kind } = change
  const said = { section, id, within, kind }
  if (change.kind === 'moved') return { ...said, position: change.to, position_before: change.from, details: [] }
  return { ...said, position: change.position, position_before: null, details: [...change.details] }
}

/** The pools that a policy names, wherever it names them. */
function poolsOf({ constraints, routes, fallback }: Policy): ReadonlySet<string> {
  const targets = [
    ...constraints.flatMap((rule) => (rule.kind === 'bind' ? rule.otherwise : [])),
    ...routes.flatMap(({ rules, also }) => [...rules.flatMap(({ to }) => to), ...Object.values(also).flat()]),
    ...fallback.unmatched,
    ...fallback.incomplete.then,
    ...fallback.nobody.then,
  ]
  return new Set(targets.flatMap((target) => (target.kind === 'pool' ? [target.pool] : [])))
}

function without(ids: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...ids.difference(others)].toSorted()
}
