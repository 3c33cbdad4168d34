/** Where in a YAML text one writes. */
export type WritingPlace = {
  /** The keys that lead there; `[]` is an item of a list. */
  readonly path: readonly string[]
  /** A key of the map at `path`, or the value at `path`. */
  readonly kind: 'key' | 'value'
}

type Open = { readonly indent: number; readonly key: string }

/**
 * Finds the place at the end of a text's beginning by indentation and brackets alone, so that it also holds in a text which is being written
 * and cannot be read as YAML.
 */
export function pathAt(before: string): WritingPlace {
  const lines = before.split('\n')
  const last = lines.pop() ?? ''
  const open: Open[] = []
  for (const line of lines) if (!/^\s*(#|$)/.test(line)) enter(open, line)
  return placeIn(open, last)
}

/** Takes up the keys that a line opens, and closes those that it is not below. */
function enter(open: Open[], line: string): void {
  const { indent, dashes, rest } = parted(line)
  close(open, indent, dashes > 0)
  for (let dash = 0; dash < dashes; dash += 1) open.push({ indent: indent + 2 * dash, key: '[]' })
  const key = keyOf(rest)
  if (key !== null) open.push({ indent: indent + 2 * dashes, key })
}

/** A list may stand at the column of the key it belongs to. */
function close(open: Open[], indent: number, isItem: boolean): void {
  while (open.length > 0) {
    const top = open.at(-1)
    if (top === undefined || top.indent < indent || (top.indent === indent && isItem && top.key !== '[]')) return
    open.pop()
  }
}

function placeIn(open: Open[], line: string): WritingPlace {
  const { indent, dashes, rest } = parted(line)
  close(open, indent, dashes > 0)
  const path = [...open.map(({ key }) => key), ...Array.from({ length: dashes }, () => '[]')]
  const key = keyOf(rest)
  if (key === null) return flowPlace(path, rest)
  return flowPlace([...path, key], rest.slice(rest.indexOf(':') + 1), 'value')
}

/** Goes on from `path` through the brackets of a line. */
function flowPlace(start: readonly string[], rest: string, kind: WritingPlace['kind'] = 'key'): WritingPlace {
  const path = [...start]
  const depths: number[] = []
  let [at, isValue] = ['', kind === 'value']
  for (const part of rest.match(/"[^"]*"?|'[^']*'?|[[\]{},:]|[^[\]{},:"']+/g) ?? []) {
    if (part === '{' || part === '[') {
      depths.push(path.length)
      if (part === '[') path.push('[]')
      ;[at, isValue] = ['', part === '[']
    } else if (part === '}' || part === ']') path.length = depths.pop() ?? path.length
    else if (part === ',') {
      const depth = depths.at(-1)
      const isList = depth !== undefined && path[depth] === '[]'
      if (depth !== undefined) path.length = isList ? depth + 1 : depth
      ;[at, isValue] = ['', isList]
    } else if (part === ':' && depths.length > 0) {
      path.push(at.trim())
      isValue = true
    } else at = part
  }
  const isItem = isValue && path.at(-1) === '[]'
  return { path, kind: isValue && !isItem ? 'value' : 'key' }
}

function parted(line: string): { readonly indent: number; readonly dashes: number; readonly rest: string } {
  const [, space = '', marks = '', rest = ''] = /^(\s*)((?:-\s+|-$)*)(.*)$/.exec(line) ?? []
  return { indent: space.length, dashes: marks.replaceAll(/\s/g, '').length, rest }
}

function keyOf(rest: string): string | null {
  return /^([\w-]+):(?:\s|$)/.exec(rest)?.[1] ?? null
}
