import { z } from 'zod'

const title = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}+$/u, 'has control characters')

const savedView = z
  .strictObject({
    name: title,
    path: z
      .string()
      .max(300)
      .regex(/^\/[\w\-/]*$/, 'is no path of a page')
      .meta({ description: 'The page, without its query.', example: '/leads' }),
    query: z
      .string()
      .max(4000)
      .meta({ description: 'What its address says after the `?`.', example: 'state=held&pool_id=dach' }),
  })
  .meta({ id: 'SavedView' })

/** How somebody has set up their console; what is left out is as it is for everybody. */
export const preferences = z
  .strictObject({
    theme: z.enum(['light', 'dark']).optional(),
    language: z.string().min(2).max(35).optional().meta({ description: 'A language tag.', example: 'de-AT' }),
    zone: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'IANA zone of shown times.', example: 'Europe/Berlin' }),
    views: z
      .array(savedView)
      .max(100)
      .optional()
      .meta({ description: 'Saved views, in the order in which they are shown.' }),
  })
  .meta({ id: 'Preferences' })

/** How somebody has set up their console. */
export type Preferences = z.output<typeof preferences>
