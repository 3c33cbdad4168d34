const plus = 43
const opening = 40

/** More figures than any number has, and fewer than most. */
const figuresMax = 18
const figuresMin = 6

/** Figures are gathered in one of these, by how many they are: the text is then made at once, and not of pieces. */
const gatherings: readonly number[][] = Array.from({ length: figuresMax + 2 }, (_, length) =>
  Array.from({ length }, () => 0),
)

/**
 * The figures, with the `+` before them, of a phone number that is written the usual way: beside figures there are only signs that people set
 * between them. `null` for any other text, for one figure throughout, and where `(0)` stands for what is only dialled at home.
 */
export function figuresOfPhone(text: string): string | null {
  const isInternational = text.charCodeAt(0) === plus
  const start = isInternational ? 1 : 0
  const length = countUnits(text, start) + start
  const units = length < figuresMin + start ? undefined : gatherings[length]
  if (units === undefined) return null
  units[0] = plus
  for (let index = start, count = start; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 48) continue
    units[count] = unit
    count += 1
  }
  return String.fromCharCode(...units)
}

/** How many figures there are; 0 for what is not written the usual way. */
function countUnits(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (start === 1 ? !(first > 48 && first <= 57) : first !== opening && !(first >= 48 && first <= 57)) return 0
  let count = 0
  let isOneFigure = true
  let figure = 0
  for (let index = start; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 48 && unit <= 57) {
      if (count === 0) figure = unit
      else if (unit !== figure) isOneFigure = false
      count += 1
    } else if (unit === opening) {
      if (text.startsWith('(0)', index)) return 0
    } else if (unit !== 32 && unit !== 41 && unit !== 45 && unit !== 46) return 0
  }
  return isOneFigure ? 0 : count
}
