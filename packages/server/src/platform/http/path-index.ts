/** Which methods each path takes: for answering a wrong method as such, and not as a path that does not exist. */
export type PathIndex = {
  readonly add: (method: string, path: string) => void
  /** The methods of a path as asked, for an Allow header; `null` when no route has it. */
  readonly methodsOf: (path: string) => string | null
  /** Whether any route begins as this path does: below `/v1` there are no pages, only routes that exist or do not. */
  readonly isOfRoutes: (path: string) => boolean
}

/** An empty index. Paths are added with their parameters in braces. */
export function createPathIndex(): PathIndex {
  const entries = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>()
  const starts = new Set<string>()
  return {
    isOfRoutes: (path) => starts.has(startOf(path)),
    add: (method, path) => {
      const entry = entries.get(path) ?? { pattern: patternOf(path), methods: new Set<string>() }
      entry.methods.add(method.toUpperCase())
      if (method === 'get') entry.methods.add('HEAD')
      entries.set(path, entry)
      starts.add(startOf(path))
    },
    methodsOf: (path) => {
      const methods = [...entries.values()].flatMap((entry) => (entry.pattern.test(path) ? [...entry.methods] : []))
      return methods.length === 0 ? null : [...new Set(methods)].toSorted().join(', ')
    },
  }
}

/** `/v1/leads` → `v1`. */
function startOf(path: string): string {
  return path.split('/', 2)[1] ?? ''
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${parts.join('/')}$`)
}
