import { z } from 'zod'
import { scimRefusal } from './scim-refusal.ts'

/** One step of a PATCH: what is done at which path; `path` is `null` where the value names its attributes itself. */
export type PatchStep = {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string | null
  readonly value: unknown
}

const STEPS_MAX = 1000
// Entra ID writes `Replace`, and leaves the schemas out at times.
const patchForm = z.looseObject({
  Operations: z
    .array(
      z.looseObject({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(STEPS_MAX),
})

/** Reads the body of a PATCH. Throws `provisioning_invalid`. */
export function patchSteps(body: unknown): readonly PatchStep[] {
  const read = patchForm.safeParse(body)
  if (!read.success) throw scimRefusal('invalidSyntax', 'it needs Operations, each with op add, replace or remove')
  return read.data.Operations.map(({ op, path = null, value }) => {
    if (path === null && op === 'remove') throw scimRefusal('noTarget', 'what to remove is not said')
    return { op, path, value }
  })
}

/** An object by its names in lower case: attributes are the same in whatever case. */
export function attributesOf(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject) throw scimRefusal('invalidSyntax', 'an object of attributes is asked for')
  return new Map(Object.entries(value).map(([name, part]) => [name.toLowerCase(), part]))
}

/** A path without the name of the schema of our own resources, in lower case. */
export function plainPath(path: string): string {
  return path.toLowerCase().replace(/^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/, '')
}
