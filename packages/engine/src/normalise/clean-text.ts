const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
/** Controls, formats and broken surrogates; the two joiners stay, because words of some scripts are spelled with them. */
const invisible = /[\p{Cc}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu

/**
 * A text as a person meant it: composed (NFC), without control and invisible characters and broken surrogates, trimmed, with single
 * spaces inside. Cleaning a clean text changes nothing.
 */
export function cleanText(text: string): string {
  if (plain.test(text) && !text.includes('  ')) return text
  // A tab or a line break stands for a space; the others stand for nothing.
  const spaced = text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
  return spaced.replace(invisible, '').normalize('NFC').replace(/\s+/g, ' ').trim()
}
