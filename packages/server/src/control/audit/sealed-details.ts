import { z } from 'zod'

const version = z.int().min(0)

/** The details of an entry that seals decisions: every version from `from_version` to `to_version` that has some. */
export const sealedDetails = z.strictObject({
  from_version: version,
  to_version: version,
  versions: z.array(z.tuple([version, z.int().min(1), z.string()])),
})

/** The details of an entry that tells what was removed: spans of versions of which no decision is kept. */
export const removedDetails = z.strictObject({ count: z.int().min(1), versions: z.array(z.tuple([version, version])) })
