import { mergeLines, type Preferred } from './merge-lines.ts'

/** What of a draft people write. */
export type DraftTexts = {
  readonly title: string
  readonly description: string
  readonly document: string
  readonly tables: Readonly<Record<string, string>>
}

/** A place that two people wrote differently; `null`: there is no such table. */
export type DraftConflict = { readonly where: string; readonly ours: string | null; readonly theirs: string | null }

type Merged = { readonly texts: DraftTexts; readonly conflicts: readonly DraftConflict[] }

/**
 * Joins what two people made of the same draft: what only one of them changed is as they left it. Where both changed the same place it
 * is a conflict, and there stands what is preferred.
 */
export function mergeDrafts(
  base: DraftTexts,
  { ours, theirs }: { readonly ours: DraftTexts; readonly theirs: DraftTexts },
  preferred: Preferred = 'ours',
): Merged {
  const conflicts: DraftConflict[] = []
  const join = (where: string, [was, mine, other]: Three): string | null => {
    const { text, clashes } = mergeTexts([was, mine, other], preferred)
    for (const clash of clashes) conflicts.push({ where, ...clash })
    return text
  }
  const at = (name: 'title' | 'description' | 'document'): string =>
    join(name, [base[name], ours[name], theirs[name]]) ?? ''
  const files = new Set([...Object.keys(base.tables), ...Object.keys(ours.tables), ...Object.keys(theirs.tables)])
  const tables = [...files].flatMap((file) => {
    const text = join(file, [base.tables[file] ?? null, ours.tables[file] ?? null, theirs.tables[file] ?? null])
    return text === null ? [] : [[file, text] as const]
  })
  const texts = { title: at('title'), description: at('description'), document: at('document') }
  return { texts: { ...texts, tables: Object.fromEntries(tables) }, conflicts }
}

/** A text as it was, as one made it, and as the other did. */
type Three = readonly [was: string | null, ours: string | null, theirs: string | null]
type MergedText = { readonly text: string | null; readonly clashes: readonly Omit<DraftConflict, 'where'>[] }

function mergeTexts([was, ours, theirs]: Three, preferred: Preferred): MergedText {
  if (ours === theirs || theirs === was) return { text: ours, clashes: [] }
  if (ours === was) return { text: theirs, clashes: [] }
  if (was === null || ours === null || theirs === null) {
    return { text: preferred === 'ours' ? ours : theirs, clashes: [{ ours, theirs }] }
  }
  return mergeLines(was, { ours, theirs }, preferred)
}
