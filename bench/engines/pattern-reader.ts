/** Reads the text of a pattern the first time it is met and keeps it: for engines that have no regular expressions of their own. */
export function createPatternReader(): (text: string) => RegExp {
  const patterns = new Map<string, RegExp>()
  return (text) => {
    const known = patterns.get(text)
    if (known !== undefined) return known
    const pattern = new RegExp(text)
    patterns.set(text, pattern)
    return pattern
  }
}
