/** The text in YAML quotes, single ones where that needs no doubling. */
export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`
}
