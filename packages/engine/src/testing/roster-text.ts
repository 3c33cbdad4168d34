/** A roster with one owner and one pool, and whatever else a test is about. */
export function rosterWith(parts: {
  readonly top?: string
  readonly owner?: string
  readonly pool?: string
  readonly restriction?: string
}): string {
  const lines = [
    'roster: test',
    parts.top ?? '',
    'owners:',
    '  - id: ada',
    ...(parts.owner ?? '').split('\n').map((line) => `    ${line}`),
    '  - id: bob',
    'pools:',
    '  - id: dach',
    `    ${parts.pool ?? 'members: [ada, bob]'}`,
  ]
  if (parts.restriction !== undefined) lines.push('restrictions:', `  - ${parts.restriction}`)
  return lines.filter((line) => line.trim() !== '').join('\n')
}
