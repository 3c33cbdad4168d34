/** What the sealed rows of a chunk belong to. */
export function chunkPlace({ importId, chunk }: { readonly importId: string; readonly chunk: number }): string {
  return `import ${importId} ${chunk}`
}
