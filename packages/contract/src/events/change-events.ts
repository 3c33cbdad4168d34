import { z } from 'zod'
import { uuid } from '../fields.ts'
import type { EventSpec } from './event-spec.ts'

const payload = z.object({
  change_id: uuid,
  state: z.string().meta({ description: 'After the event.' }),
  revision: z.int(),
  content_hash: z.string().meta({ description: 'Of the very text that the change has.' }),
  policy_version: z.int().nullable().meta({ description: 'As which it became active.' }),
  /** Why the server did it, as a sentence; what people give as their reason stands in the change. */
  cause: z.string().nullable(),
  by: z.string().meta({ description: 'An API key, a person, or `system`.' }),
})

/** What happens to changes of the policy. */
export const changeEvents = {
  'change.drafted': { when: 'A change of the policy was begun.', payload },
  'change.edited': { when: 'A change was edited; approvals that it had are void.', payload },
  'change.submitted': { when: 'A change is to be reviewed.', payload },
  'change.commented': { when: 'Somebody commented on a change.', payload },
  'change.approved': { when: 'Somebody approved a change; its state says whether that is enough.', payload },
  'change.rejected': { when: 'A reviewer rejected a change.', payload },
  'change.scheduled': { when: 'An approved change is to take effect at a time.', payload },
  'change.cancelled': { when: 'A change was given up.', payload },
  'change.suspended': { when: 'A change that was due does not hold any more, and waits for somebody.', payload },
  'change.activated': { when: 'A change became active as a version of the policy.', payload },
  'change.bypassed': { when: 'A change became active without the review that it needs.', payload },
  'change.superseded': { when: 'Another version than that of an active change became active.', payload },
  'change.ended': { when: 'The time of a change is over, and it is taken back; a cause says why not.', payload },
  'review.changed': {
    when: 'The rules of review changed.',
    payload: z.object({
      rules: z.array(z.object({ part: z.string(), group_id: uuid.nullable(), approvals: z.int() })),
      merges: z.string(),
      by: z.string(),
    }),
  },
} as const satisfies Record<string, EventSpec>
