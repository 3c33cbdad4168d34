import type { DocumentRange } from '../document/document-node.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readName } from './read-value.ts'

/** The ids already given in one list, and where. */
export type TakenNames = Map<string, DocumentRange>

/** Reads an id that must be the only one of its kind; an absent one has been told by the map. */
export function readId(
  reader: PolicyReader,
  spot: Spot | null,
  { taken, what }: { readonly taken: TakenNames; readonly what: string },
): string | null {
  if (spot === null) return null
  const id = readName(reader, spot)
  if (id === null) return null
  const earlier = taken.get(id)
  if (earlier !== undefined) {
    reader.report({
      code: 'policy_name_taken',
      message: `Another ${what} is called \`${id}\`, in line ${reader.placeOf(earlier).line}.`,
      hint: 'Give each its own id: decisions and reports name them by it.',
      path: spot.path,
      range: spot.node,
    })
    return null
  }
  taken.set(id, spot.node)
  return id
}
