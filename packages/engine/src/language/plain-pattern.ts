/** A regular expression that is no more than a text, fixed to the start or to the end of what it is asked about, or to neither. */
export type PlainPattern = { readonly text: string; readonly isFromStart: boolean; readonly isToEnd: boolean }

// None of these characters means anything but itself.
const plain = /^(?<start>\^?)(?<text>[\p{L}\p{N} _,:;@=&%#"'!<>~`/-]*)(?<end>\$?)$/u

/** Reads a pattern as a plain text; `null` when it is more than that, and only an engine for regular expressions can answer it. */
export function readPlainPattern(pattern: string): PlainPattern | null {
  const found = plain.exec(pattern)?.groups
  if (found === undefined) return null
  return { text: found['text'] ?? '', isFromStart: found['start'] === '^', isToEnd: found['end'] === '$' }
}
