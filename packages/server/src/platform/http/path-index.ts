/** Which methods each path takes: for answering a wrong method as such, and not as a path that does not exist. */
export type PathIndex = {
  readonly add: (method: string, path: string) => void
  /** The methods of a path as asked, for an Allow header; `null` when no route has it. */
  readonly methodsOf: (path: string) => string | null
}

/** An empty index. Paths are added with their parameters in braces. */
export function createPathIndex(): PathIndex {
  const entries = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>()
  return {
    add: (method, path) => {
      const entry = entries.get(path) ?? { pattern: patternOf(path), methods: new Set<string>() }
      entry.methods.add(method.toUpperCase())
      if (method === 'get') entry.methods.add('HEAD')
      entries.set(path, entry)
    },
    methodsOf: (path) => {
      const methods = [...entries.values()].flatMap((entry) => (entry.pattern.test(path) ? [...entry.methods] : []))
      return methods.length === 0 ? null : [...new Set(methods)].toSorted().join(', ')
    },
  }
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${parts.join('/')}$`)
}
