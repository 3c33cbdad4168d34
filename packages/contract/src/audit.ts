import { z } from 'zod'
import { cursor, instant, limit, uuid } from './fields.ts'

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256, in hexadecimal digits.' })
const exactInstant = z
  .string()
  .regex(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  .meta({ description: 'RFC 3339 in UTC, to the microsecond.', example: '2026-11-24T09:15:00.250000Z' })

const chained = {
  workspace_id: uuid,
  seq: z.int().min(1).meta({ description: 'Its place in the chain, from 1, without a gap.' }),
  previous: hash.meta({ description: 'The `hash` of the entry before; 64 zeros for the first.' }),
  entry_id: uuid,
  at: exactInstant,
  actor: z.string().meta({ description: 'Who did it: `key:NAME`, `user:ID`, `system`.' }),
  action: z.string().meta({ description: 'What was done.', example: 'policy.activated' }),
  subject: z.strictObject({ kind: z.string(), id: z.string() }).meta({ description: 'To what.' }),
  details: z.record(z.string(), z.unknown()),
  hash: hash.meta({ description: 'SHA-256 over all of the above as canonical JSON (RFC 8785).' }),
}

/** An entry of the audit log at its place in the chain. */
export const auditEntry = z.strictObject(chained).meta({ id: 'AuditEntry' })

/** A page of them, the newest first. */
export const auditPage = z
  .object({ data: z.array(auditEntry), next_cursor: z.string().nullable() })
  .meta({ id: 'AuditPage' })

/** Which entries to list. */
export const listAuditQuery = z.strictObject({
  limit,
  cursor: cursor.optional(),
  actor: z.string().min(1).max(300).optional().meta({ description: 'Those of one actor.' }),
  action: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Those of one action, or of all that begin so: `policy.*`.' }),
  subject_kind: z.string().min(1).max(200).optional(),
  subject_id: z.string().min(1).max(500).optional(),
  from: instant.optional().meta({ description: 'From this instant on.' }),
  until: instant.optional().meta({ description: 'Before this instant.' }),
})

/** Where an export begins. */
export const exportAuditQuery = z.strictObject({
  from_seq: z.coerce.number<string | number>().int().min(1).default(1).meta({ description: 'The first entry.' }),
})

/** A signed statement of how far the chain had come: Ed25519 over all but `signature` as canonical JSON (RFC 8785). */
export const auditCheckpoint = z
  .strictObject({
    workspace_id: uuid,
    seq: z.int().min(1),
    hash,
    at: exactInstant,
    key_id: z.string().regex(/^[0-9a-f]{16}$/),
    signature: z.base64().meta({ description: 'Ed25519, base64.' }),
  })
  .meta({ id: 'AuditCheckpoint' })

/** The public keys of a workspace's checkpoints. */
export const auditKeys = z
  .object({
    data: z.array(
      z.object({
        key_id: z.string(),
        public_key: z.string().meta({ description: 'SubjectPublicKeyInfo, PEM.' }),
        created_at: instant,
      }),
    ),
  })
  .meta({ id: 'AuditKeys' })

/** One line of an export: entries by `seq`, then the checkpoints on them, then the end. */
export const auditExportLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), ...chained }),
  z.strictObject({ kind: z.literal('checkpoint'), ...auditCheckpoint.shape }),
  z.strictObject({ kind: z.literal('end'), workspace_id: uuid, seq: z.int().min(0), hash }),
])

export type AuditEntry = z.infer<typeof auditEntry>
export type AuditCheckpoint = z.infer<typeof auditCheckpoint>
export type AuditExportLine = z.infer<typeof auditExportLine>
