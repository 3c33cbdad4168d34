/** `a, b, c and 4 more`. */
export function shortList(items: readonly string[], shownMax: number): string {
  if (items.length <= shownMax) return items.join(', ')
  return `${items.slice(0, shownMax).join(', ')} and ${items.length - shownMax} more`
}
