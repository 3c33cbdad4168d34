import { z } from 'zod'

/** A UUID, in lower or upper case. */
export const uuid = z.uuid().meta({ description: 'UUID.' })

/** An instant as it is answered: RFC 3339 in UTC, to the millisecond. */
export const instant = z.iso
  .datetime({ offset: true })
  .meta({ description: 'An instant, RFC 3339.', example: '2026-11-24T09:15:00.000Z' })

/** The id of an owner, a pool, a route or another named thing of policy and roster. */
export const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u, 'has control characters')
  .meta({ description: 'A name as policy or roster give it.', example: 'owner-07' })

/** Why something was done, for people to read later. */
export const reasonText = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}+$/u, 'has control characters')
  .meta({ description: 'For people to read later, one line.', example: 'speaks Italian' })

/** How many entries a page has: 1 to 200. */
export const limit = z.coerce
  .number<string | number>()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .meta({ description: 'Entries a page.' })

/** Where the next page begins: as it was answered. */
export const cursor = z.string().min(1).max(2000).meta({ description: '`next_cursor` of the page before.' })

/** A page of a list. `next_cursor` is `null` on the last one. */
export function page<Entry extends z.ZodType>(
  entry: Entry,
): z.ZodObject<{
  data: z.ZodArray<Entry>
  next_cursor: z.ZodNullable<z.ZodString>
}> {
  return z.object({ data: z.array(entry), next_cursor: z.string().nullable() })
}
