import { z } from 'zod'
import { line } from './access.ts'
import { roleName } from './roles.ts'

const someRoles = z
  .array(roleName)
  .max(6)
  .transform((names) => [...new Set(names)])

/** What users get whom a directory keeps. */
export const putDirectoryRequest = z
  .strictObject({
    default_roles: someRoles.default([]).meta({ description: 'What each of them has.' }),
    group_roles: z
      .array(z.strictObject({ group: line, roles: someRoles }))
      .max(200)
      .default([])
      .meta({
        description:
          'What members of a group have beside, by its name. With any entry the directory gives the roles; with none it gives `default_roles` once, and they are set here.',
      }),
  })
  .meta({ id: 'PutDirectory' })

/** What users get whom a directory keeps, as answered. */
export const directory = z
  .object({
    default_roles: z.array(z.string()),
    group_roles: z.array(z.object({ group: z.string(), roles: z.array(z.string()) })),
    scim_url: z.string().nullable().meta({
      description: 'Where the directory sends its changes; `null` until the server has its `public_url`.',
    }),
  })
  .meta({ id: 'Directory' })

/** What a directory sends: whatever it has; what is not understood is passed over. */
export const scimBody = z.looseObject({}).meta({ id: 'ScimResource' })

/** What is listed for a directory. Counting begins at 1. */
export const scimListQuery = z.looseObject({
  filter: z.string().max(2000).optional(),
  startIndex: z.coerce.number<string>().int().optional(),
  count: z.coerce.number<string>().int().optional(),
  attributes: z.string().max(1000).optional(),
  excludedAttributes: z.string().max(1000).optional(),
})

/** What of a resource is asked for. */
export const scimReadQuery = z.looseObject({
  attributes: z.string().max(1000).optional(),
  excludedAttributes: z.string().max(1000).optional(),
})
