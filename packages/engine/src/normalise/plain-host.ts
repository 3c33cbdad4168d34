const dot = 46
const hyphen = 45
const underscore = 95

const labelLengthMax = 63

/**
 * How many dots the host has that stands in a text from a place to its end, if it is written as hosts are compared: small ASCII letters
 * and digits, and no label that may be spelled in Punycode. 0 for anything else, which may be a host all the same.
 */
export function dotsOfPlainHost(text: string, from: number): number {
  let dots = 0
  let start = from
  let previous = dot
  let hasUnderscore = false
  for (let index = from; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) {
      previous = unit
      continue
    }
    // A label begins and ends with a letter or digit, and two hyphens may announce Punycode.
    if (previous === dot || ((previous === hyphen || previous === underscore) && unit !== underscore)) return 0
    if (unit === dot) {
      if (index - start > labelLengthMax) return 0
      dots += 1
      start = index + 1
      hasUnderscore = false
    } else if (unit === underscore) hasUnderscore = true
    else if (unit !== hyphen) return 0
    previous = unit
  }
  const length = text.length - start
  if (previous === dot || previous === hyphen || hasUnderscore || length < 2 || length > labelLengthMax) return 0
  return text.charCodeAt(start) < 97 ? 0 : dots
}
