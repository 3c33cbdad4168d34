import { z } from 'zod'

/** A policy that need not be stored: its document, and the text of its tables by file name. */
export const policyTexts = z
  .strictObject({
    document: z.string().min(1).max(8_000_000).meta({ description: 'The policy document: YAML or JSON.' }),
    tables: z.record(z.string().min(1).max(200), z.string().max(8_000_000)).default({}),
  })
  .meta({ id: 'PolicyTexts' })

const version = z.coerce.number<string>().int().min(1).max(1e15)

/** Which versions to compare. */
export const diffPoliciesQuery = z.strictObject({
  from: version.meta({ description: 'The version before.' }),
  to: version.optional().meta({ description: 'The version after; left out: the active one.' }),
  format: z.enum(['json', 'markdown']).optional().meta({ description: 'Left out: as `Accept` asks.' }),
})

/** Two policies to compare, each a stored version or a document. */
export const postPolicyDiffRequest = z
  .strictObject({
    from: z
      .union([z.strictObject({ version: z.int().min(1).max(1e15) }), policyTexts])
      .optional()
      .meta({ description: 'Left out: the active version.' }),
    to: z.union([z.strictObject({ version: z.int().min(1).max(1e15) }), policyTexts]),
  })
  .meta({ id: 'PostPolicyDiffRequest' })

const detail = z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })
const side = z.object({ version: z.int().nullable(), name: z.string(), hash: z.string() })

/** What differs in meaning. */
export const policyDiffAnswer = z
  .object({
    before: side,
    after: side,
    changes: z.array(
      z.object({
        section: z.string().meta({ example: 'route' }),
        id: z.string(),
        within: z.string().nullable().meta({ description: 'The route that a row belongs to.' }),
        kind: z.enum(['added', 'removed', 'moved', 'changed']),
        position: z.int().nullable().meta({ description: 'From 1; of what moved, where it is now.' }),
        position_before: z.int().nullable(),
        details: z.array(detail),
      }),
    ),
    pools: z
      .object({ added: z.array(z.string()), removed: z.array(z.string()) })
      .meta({ description: 'Pools that only one of them names.' }),
    text: z.string().meta({ description: 'The changes as sentences.' }),
  })
  .meta({ id: 'PolicyDiff' })

/** What differs in meaning. */
export type PolicyDiffAnswer = z.infer<typeof policyDiffAnswer>

const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'notice']),
  where: z.string().meta({ example: 'policy.yaml:12:5' }),
  path: z.string(),
  what: z.string(),
  mend: z.string().nullable(),
})

/** What the checks make of a document. */
export const policyCheckAnswer = z
  .object({
    is_sound: z.boolean().meta({ description: 'Whether it could be activated now.' }),
    name: z.string().nullable().meta({ description: '`null`: it cannot be read.' }),
    hash: z.string().nullable(),
    findings: z.array(finding),
    uncovered: z.array(
      z.object({
        example: z.record(z.string(), z.unknown()),
        described: z.array(z.string()),
        outcome: z.enum(['unmatched', 'incomplete']),
      }),
    ),
    tests: z.array(
      z.object({
        name: z.string(),
        passed: z.boolean(),
        where: z.string(),
        mismatches: z.array(z.object({ what: z.string(), expected: z.string(), found: z.string() })),
      }),
    ),
    figures: z
      .object({
        rules: z.int(),
        exact_rules: z.int(),
        undecided_rules: z.int(),
        unreachable_rules: z.int(),
        overlapping_rows: z.int(),
        tests: z.int(),
        failed_tests: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'PolicyCheck' })

/** What the checks make of a document. */
export type PolicyCheckAnswer = z.infer<typeof policyCheckAnswer>

/** In which form the routing documentation is asked for. */
export const documentationQuery = z.strictObject({
  format: z.enum(['html', 'markdown']).optional().meta({ description: 'Left out: as `Accept` asks; else HTML.' }),
})
