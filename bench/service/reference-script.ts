import { NOTHING } from './reference-rows.ts'

/** How pgbench writes leads: how many a statement. */
export type ReferenceSize = { readonly leads: number }

/**
 * A script that writes one statement of leads: eleven rows each in nine tables, keys as near to each other as those the service
 * makes. `n` is the client's own count, `leads` goes into each statement.
 */
export function referenceScript({ leads }: ReferenceSize): string {
  // The service numbers by its desk: one version a statement, positions within it.
  return `\\set n :n + 1
\\set v (:n * 64 + :client_id) * ${leads}
with source as (
  select (:v::bigint + i) as v, i::integer as i, ('019ab2f0-0000-7000-8000-' || lpad(to_hex(:v::bigint + i), 12, '0'))::uuid as id
    from generate_series(1, ${leads}) as i),
${leadInserts
  .map(
    (
      [table, insert],
      index,
    ) => `t${index} as (insert into ${table} (workspace_id, ${insert.map(([name]) => name).join(', ')})
  select :workspace_id::uuid, ${insert.map(([, value]) => value).join(', ')} from source)`,
  )
  .join(',\n')}
select 1;
`
}

const text = (name: string): string => `nullif(:${name}::text, '${NOTHING}')`
const time = (name: string): string => `nullif(:${name}::text, '${NOTHING}')::timestamptz`

function clock(index: number, isOver: boolean): readonly (readonly [string, string])[] {
  const of = `clock${index}`
  const ended = [
    ['ended_at', time(`${of}_started_at`)],
    ['end_reason', `'met'`],
    ['raw_ms', '0'],
    ['working_ms', '0'],
  ] as const
  return [
    ['lead_id', 'id'],
    ['name', text(`${of}_name`)],
    ['from_version', 'v'],
    ['owner_id', text('lead_owner_id')],
    ['pool_id', text('lead_pool_id')],
    ['target_seconds', `:${of}_target_seconds::bigint`],
    ['hours', text(`${of}_hours`)],
    ['zone', text(`${of}_zone`)],
    ['started_at', time(`${of}_started_at`)],
    ['warn_at', time(`${of}_warn_at`)],
    ['due_at', time(`${of}_due_at`)],
    ...(isOver ? ended : ([['next_at', time(`${of}_warn_at`)]] as const)),
  ]
}

/** What is written of each lead: the tables, and what goes into their columns; `:name` stands for a text of the reference rows. */
export const leadInserts: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'lead',
    [
      ['lead_id', 'id'],
      ['version', 'v'],
      ['state', text('lead_state')],
      ['priority', '0'],
      ['lane', text('lead_lane')],
      ['owner_id', text('lead_owner_id')],
      ['pool_id', text('lead_pool_id')],
      ['route_id', text('lead_route_id')],
      ['account_id', text('lead_account_id')],
      ['decision_id', 'id'],
      ['received_at', time('lead_received_at')],
      ['assigned_at', time('lead_assigned_at')],
      ['moves', text('lead_moves')],
      ['attributes', text('lead_attributes')],
    ],
  ],
  [
    'lead_person',
    [
      ['lead_id', 'id'],
      ['seed', text('lead_person_seed')],
      ['given', text('lead_person_given')],
    ],
  ],
  [
    'lead_key',
    [
      ['kind', text('lead_key_kind')],
      ['key', `lpad(to_hex(v), length(:lead_key_key::text), 'k')`],
      ['lead_id', 'id'],
      ['version', 'v'],
    ],
  ],
  [
    'decision',
    [
      ['decision_id', 'id'],
      ['lead_id', 'id'],
      ['version', 'v'],
      ['position', 'i'],
      ['cause', text('decision_cause')],
      ['policy_version', '1'],
      ['roster_version', '1'],
      ['outcome', text('decision_outcome')],
      ['reason', text('decision_reason')],
      ['owner_id', text('decision_owner_id')],
      ['pool_id', text('decision_pool_id')],
      ['route_id', text('decision_route_id')],
      ['at', time('decision_at')],
      ['record', text('decision_record')],
    ],
  ],
  [
    'assignment',
    [
      ['lead_id', 'id'],
      ['role', text('assignment_role')],
      ['from_version', 'v'],
      ['owner_id', text('assignment_owner_id')],
      ['pool_id', text('assignment_pool_id')],
      ['decision_id', 'id'],
      ['assigned_by', text('assignment_assigned_by')],
      ['from_at', time('assignment_from_at')],
    ],
  ],
  ['clock', clock(0, true)],
  ['clock', clock(1, false)],
  [
    'ledger',
    [
      ['pool_id', text('ledger_pool_id')],
      ['version', 'v'],
      ['position', 'i'],
      ['owner_id', text('ledger_owner_id')],
      ['amount', ':ledger_amount::bigint'],
      ['kind', text('ledger_kind')],
      ['lead_id', 'id'],
      ['reason', text('ledger_reason')],
      ['at', time('ledger_at')],
    ],
  ],
  [
    'event',
    [
      ['version', 'v'],
      ['position', 'i'],
      ['kind', text('event_kind')],
      ['lead_id', 'id'],
      ['owner_id', text('event_owner_id')],
      ['at', time('event_at')],
      ['body', text('event_body')],
    ],
  ],
  [
    'outbox',
    [
      ['destination_id', ':outbox_destination_id::uuid'],
      ['version', 'v'],
      ['position', 'i'],
      ['lead_id', 'id'],
      ['state', text('outbox_state')],
      ['attempts', '0'],
      ['next_at', time('event_at')],
      ['generation', '0'],
    ],
  ],
]
