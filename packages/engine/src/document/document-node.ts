/** Where a node stands in the document's text: offsets in UTF-16 units, end exclusive. */
export type DocumentRange = { readonly start: number; readonly end: number }

/** How a text is written, which decides where its characters stand in the document. */
export type TextStyle = 'plain' | 'single' | 'double' | 'block'

/** One value of a YAML or JSON document, with its place. */
export type DocumentNode = DocumentRange &
  (
    | { readonly kind: 'map'; readonly entries: readonly DocumentEntry[] }
    | { readonly kind: 'list'; readonly items: readonly DocumentNode[] }
    | {
        readonly kind: 'text'
        readonly value: string
        readonly style: TextStyle
      }
    /** `text` is the number as written. */
    | { readonly kind: 'number'; readonly value: number; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean; readonly text: string }
    | { readonly kind: 'nothing' }
  )

export type TextNode = DocumentNode & { readonly kind: 'text' }
export type MapNode = DocumentNode & { readonly kind: 'map' }

/** One key of a map and its value. */
export type DocumentEntry = { readonly key: string; readonly keyRange: DocumentRange; readonly value: DocumentNode }
