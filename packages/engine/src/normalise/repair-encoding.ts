/** Windows-1252 characters above U+00FF, by the byte that they stand for. */
const bytesOfCharacters: ReadonlyMap<string, number> = new Map(
  Array.from(
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ',
    (character, index) => [character, 0x80 + index] as const,
  ),
)

const looksTwiceEncoded = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]/

/**
 * Undoes the commonest damage of exports: UTF-8 that was read as Windows-1252 (`TÃ¼rkiye` → `Türkiye`). Returns the text as it is when it was
 * not damaged so.
 */
export function repairEncoding(text: string): string {
  if (!looksTwiceEncoded.test(text)) return text
  let escaped = ''
  for (const character of text) {
    const byte = bytesOfCharacters.get(character) ?? character.codePointAt(0) ?? 0
    if (byte > 0xff) return text
    escaped += `%${byte.toString(16).padStart(2, '0')}`
  }
  try {
    return decodeURIComponent(escaped)
  } catch {
    // Not UTF-8 after all.
    return text
  }
}
