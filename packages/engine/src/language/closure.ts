import type { Truth, Value, Values } from './expression.ts'

/** A compiled condition: the lead's slots and the candidate's slots give its truth. */
export type Ask = (lead: Values, owner: Values) => Truth

/** A compiled value; `undefined` is missing, or could not be computed. */
export type Read = (lead: Values, owner: Values) => Value | undefined

/** A compiled list, item by item, so that one missing item leaves the others readable. */
export type ReadItems = (lead: Values, owner: Values) => readonly (Value | undefined)[] | undefined

/** Where a quantifier keeps the item it is at. One is enough, since asking never waits and never calls itself. */
export type Cell = { value: Value | undefined }

/** The cells of the variables in sight. */
export type Cells = ReadonlyMap<string, Cell>
