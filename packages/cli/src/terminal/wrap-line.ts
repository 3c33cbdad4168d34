/** Lines shorter than this are harder to read than a terminal's own breaks. */
const widthMin = 40

/**
 * Breaks a line between words so that it fits a terminal; later lines are indented. Without a width, as where the output
 * goes to a file or another program, a line stays one line.
 */
export function wrapLine(line: string, indent: number, width: number | null): string {
  if (width === null || line.length <= width || width - indent < widthMin) return line
  const lines: string[] = []
  let rest = line
  let room = width
  while (rest.length > room) {
    const at = rest.lastIndexOf(' ', room)
    // A word too long for a line stays whole: ids are copied from here.
    const end = at > 0 ? at : rest.indexOf(' ', room)
    if (end < 0) break
    lines.push(rest.slice(0, end))
    rest = rest.slice(end + 1)
    room = width - indent
  }
  return [...lines, rest].join(`\n${' '.repeat(indent)}`)
}
