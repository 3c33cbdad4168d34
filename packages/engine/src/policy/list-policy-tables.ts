import type { DocumentNode } from '../document/document-node.ts'
import { readDocument } from '../document/read-document.ts'
import { type ParsePolicyOptions, conditionKeys } from './parse-policy.ts'

/**
 * The files of the decision tables that a policy names, each once, for whoever has to fetch them before parsing. A
 * document that cannot be read names none; `parsePolicy` says why.
 */
export function listPolicyTables(text: string, options: Omit<ParsePolicyOptions, 'tables'> = {}): readonly string[] {
  const { file = 'policy.yaml', format } = options
  const { root } = readDocument(text, { file, conditionKeys, ...(format === undefined ? {} : { format }) })
  const routes = valueOf(root, 'routes')
  if (routes?.kind !== 'list') return []
  const files = routes.items.flatMap((route) => {
    const table = valueOf(route, 'table')
    return table?.kind === 'text' ? [table.value] : []
  })
  return [...new Set(files)]
}

function valueOf(node: DocumentNode | null, key: string): DocumentNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined
}
