import { z } from 'zod'

/** The content type of every failure. */
export const PROBLEM_TYPE = 'application/problem+json'

/** A failure as it crosses the wire: RFC 9457, with a code for programs and a list of all that is wrong. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'A path of this server that explains the code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable, for programs.' }),
    retryable: z.boolean().meta({ description: 'Whether the very same request may succeed later.' }),
    mend: z.string().meta({ description: 'What to do about it.' }),
    request_id: z.string().meta({ description: 'Names the request in the log of the server.' }),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    errors: z.array(z.object({ where: z.string(), what: z.string(), mend: z.string().nullable() })),
  })
  .meta({ id: 'Problem' })

/** A failure as it crosses the wire. */
export type Problem = z.infer<typeof problem>

/** An entry of the catalogue of failures, as `/v1/errors/{code}` answers it. */
export const errorEntry = z
  .object({ code: z.string(), status: z.int(), retryable: z.boolean(), title: z.string(), mend: z.string() })
  .meta({ id: 'ErrorEntry' })
