import type { ContentLine } from './content-lines.ts'

/** A component of an iCalendar text, such as `VEVENT`, with what stands in it. */
export type FeedComponent = {
  readonly name: string
  readonly line: number
  readonly properties: readonly ContentLine[]
  readonly parts: readonly FeedComponent[]
}

type Building = {
  readonly name: string
  readonly line: number
  readonly properties: ContentLine[]
  readonly parts: FeedComponent[]
}

/** No feed nests deeper: VCALENDAR, VTIMEZONE or VEVENT, STANDARD or VALARM. */
const DEPTH_MAX = 8

/**
 * Builds the tree of components. A component that is never closed, as in a text that was cut short, is left out and
 * told in `unclosed`; so is one that nests too deep.
 */
export function feedComponents(lines: readonly ContentLine[]): {
  readonly roots: readonly FeedComponent[]
  readonly unclosed: readonly { readonly name: string; readonly line: number }[]
} {
  const root: Building = { name: '', line: 0, properties: [], parts: [] }
  const unclosed: { name: string; line: number }[] = []
  const open: Building[] = [root]
  for (const line of lines) {
    const name = line.value.trim().toUpperCase()
    if (line.name === 'BEGIN') {
      if (open.length > DEPTH_MAX) unclosed.push({ name, line: line.line })
      else open.push({ name, line: line.line, properties: [], parts: [] })
    } else if (line.name === 'END') {
      // An end closes the nearest component of its name; what stands open within that was never closed.
      const depth = open.findLastIndex((component) => component.name === name)
      if (depth <= 0) continue
      for (const lost of open.splice(depth + 1)) unclosed.push({ name: lost.name, line: lost.line })
      const closed = open.pop()
      if (closed !== undefined) open[open.length - 1].parts.push(closed)
    } else {
      open[open.length - 1].properties.push(line)
    }
  }
  // What a cut text leaves open is lost, but the events that were whole by then are not.
  for (const lost of open.splice(1)) {
    unclosed.push({ name: lost.name, line: lost.line })
    if (lost.name === 'VCALENDAR') root.parts.push(lost)
  }
  return { roots: root.parts, unclosed }
}

/** The first property of a name; `undefined` when there is none. */
export function propertyOf(component: FeedComponent, name: string): ContentLine | undefined {
  return component.properties.find((property) => property.name === name)
}

/** The value of the first property of a name, trimmed and in upper case; empty when there is none. */
export function wordOf(component: FeedComponent, name: string): string {
  return propertyOf(component, name)?.value.trim().toUpperCase() ?? ''
}
