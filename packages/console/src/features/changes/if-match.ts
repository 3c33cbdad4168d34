/** The header by which nobody steps on what they have not seen. */
export function ifMatch(version: number): { readonly 'If-Match': string } {
  return { 'If-Match': `"${version}"` }
}
