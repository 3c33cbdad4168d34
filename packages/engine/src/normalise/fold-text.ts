/** Letters that Unicode does not decompose although people type them without their stroke or ligature. */
const unfolded: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ə: 'e',
  ŋ: 'n',
  ŧ: 't',
  ƒ: 'f',
  ς: 'σ',
  ё: 'е',
  ґ: 'г',
  ª: 'a',
  º: 'o',
}

const unfoldedLetters = /[ßæœøłđðþħıəŋŧƒςёґªº]/g

/** Accents of Latin, Greek and Cyrillic letters. Vowel signs of other scripts carry the word and must stay. */
const accents = /[\u0300-\u036f]/g

const plain = /^[\x20-\x7e]*$/

/**
 * Lower case without accents, so that `Türkiye` and `turkiye` compare equal. Compatibility forms
 * (full-width letters, `㈱`) become their ordinary ones. Folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  const lower = text.normalize('NFKD').toLowerCase().normalize('NFKD')
  return lower
    .replace(accents, '')
    .replace(unfoldedLetters, (letter) => unfolded[letter] ?? letter)
    .normalize('NFC')
}
