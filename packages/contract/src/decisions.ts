import { z } from 'zod'
import { instant, uuid } from './fields.ts'

/** A decision in a list: what it came to. */
const decisionFields = {
  decision_id: uuid,
  lead_id: uuid,
  cause: z.string().meta({ description: 'What led to it.', example: 'created' }),
  outcome: z.string().meta({ description: '`assigned`, `held` or `refused`.' }),
  reason: z.string().nullable(),
  owner_id: z.string().nullable(),
  pool_id: z.string().nullable(),
  route_id: z.string().nullable(),
  policy_version: z.int(),
  roster_version: z.int(),
  at: instant,
}

/** A decision in a list. */
export const decisionSummary = z.object(decisionFields).meta({ id: 'DecisionSummary' })

/** The decisions of one lead, newest first. */
export const decisionList = z.object({ data: z.array(decisionSummary) }).meta({ id: 'DecisionList' })

/** One decision with its record. */
export const decisionDetail = z
  .object({
    ...decisionFields,
    sentence: z.string().meta({ example: 'assigned to owner-07, pool dach-ent' }),
    record: z.record(z.string(), z.unknown()).meta({
      description: 'The immutable record as the engine made it: docs/reference/decisions.md.',
    }),
  })
  .meta({ id: 'DecisionDetail' })

/** A decision in a list. */
export type DecisionSummary = z.infer<typeof decisionSummary>
/** One decision with its record. */
export type DecisionDetail = z.infer<typeof decisionDetail>

/** Why a lead went where it went: for people to read, and the full record to compute with. */
export const decisionExplanation = z
  .object({
    decision_id: uuid,
    lead_id: uuid,
    headline: z.string(),
    lines: z.array(z.object({ label: z.string(), text: z.string() })),
    runner_up: z
      .string()
      .nullable()
      .meta({ description: 'Why not the next in line, and what would have made it them.' }),
    text: z.string().meta({ description: 'All of it, ready to print.' }),
    record: z.record(z.string(), z.unknown()).meta({
      description: 'The decision made again in full from what is stored: docs/reference/decisions.md.',
    }),
  })
  .meta({ id: 'DecisionExplanation' })

/** Why a person did not get a lead. */
export const whyNotAnswer = z
  .object({
    decision_id: uuid,
    owner_id: z.string(),
    verdict: z.enum(['chosen', 'removed', 'outranked', 'not_asked', 'nobody_asked']),
    sentence: z.string(),
    answer: z.record(z.string(), z.unknown()).meta({ description: 'The same as data: docs/reference/decisions.md.' }),
  })
  .meta({ id: 'WhyNot' })

/** The smallest changes that would have led to another outcome. */
export const whatWouldChangeAnswer = z
  .object({
    decision_id: uuid,
    sentences: z.array(z.string()),
    changes: z.record(z.string(), z.unknown()).meta({ description: 'The same as data: docs/reference/decisions.md.' }),
  })
  .meta({ id: 'WhatWouldChange' })
