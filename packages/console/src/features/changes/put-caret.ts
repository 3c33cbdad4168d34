/** Puts the caret at the beginning of a line, from 1, and brings the line into sight. */
export function putCaret(area: HTMLTextAreaElement, line: number): void {
  const before = area.value.split('\n').slice(0, line - 1)
  const at = before.reduce((length, text) => length + text.length + 1, 0)
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight)
  area.focus()
  area.setSelectionRange(at, at)
  area.scrollTop = Math.max(0, (line - 1) * lineHeight - area.clientHeight / 2)
  area.scrollLeft = 0
}
