/** A mistake somebody could make: a text of the product's source, and what stands in its place. */
export type PlantedBug = {
  readonly name: string
  /** Below `packages/server/src`. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly text: string
  readonly replacement: string
}
