import type { Table } from './table.ts'

// The tables that a desk's batch adds rows to. Each is written in one statement for all leads of the batch.

export const leadTable = {
  name: 'lead',
  columns: {
    lead_id: 'uuid',
    version: 'bigint',
    state: 'text',
    priority: 'integer',
    lane: 'text',
    import_id: 'uuid',
    owner_id: 'text',
    pool_id: 'text',
    route_id: 'text',
    account_id: 'text',
    decision_id: 'uuid',
    received_at: 'epoch',
    assigned_at: 'epoch',
    touched_at: 'epoch',
    closed_at: 'epoch',
    moves: 'json',
    attributes: 'json',
  },
  onConflict: `(workspace_id, lead_id) do update set version = excluded.version, state = excluded.state, priority = excluded.priority,
    owner_id = excluded.owner_id, pool_id = excluded.pool_id, route_id = excluded.route_id, account_id = excluded.account_id,
    decision_id = excluded.decision_id, assigned_at = excluded.assigned_at, touched_at = excluded.touched_at,
    closed_at = excluded.closed_at, moves = excluded.moves, attributes = excluded.attributes`,
} as const satisfies Table

export const personTable = {
  name: 'lead_person',
  columns: { lead_id: 'uuid', seed: 'json', given: 'json', sensitive: 'json' },
  onConflict: `(workspace_id, lead_id) do update set seed = excluded.seed, given = excluded.given, sensitive = excluded.sensitive`,
} as const satisfies Table

export const keyTable = {
  name: 'lead_key',
  columns: { kind: 'text', key: 'text', lead_id: 'uuid', version: 'bigint', fingerprint: 'text' },
  onConflict: `(workspace_id, kind, key) do update set lead_id = excluded.lead_id, version = excluded.version`,
} as const satisfies Table

export const submissionTable = {
  name: 'submission',
  columns: { lead_id: 'uuid', version: 'bigint', kind: 'text', given: 'json', at: 'epoch' },
} as const satisfies Table

export const decisionTable = {
  name: 'decision',
  columns: {
    decision_id: 'uuid',
    lead_id: 'uuid',
    version: 'bigint',
    position: 'integer',
    cause: 'text',
    policy_version: 'bigint',
    roster_version: 'bigint',
    outcome: 'text',
    reason: 'text',
    owner_id: 'text',
    pool_id: 'text',
    route_id: 'text',
    at: 'epoch',
    record: 'json',
  },
} as const satisfies Table

export const assignmentTable = {
  name: 'assignment',
  columns: {
    lead_id: 'uuid',
    role: 'text',
    from_version: 'bigint',
    owner_id: 'text',
    pool_id: 'text',
    decision_id: 'uuid',
    assigned_by: 'text',
    from_at: 'epoch',
  },
} as const satisfies Table

export const clockTable = {
  name: 'clock',
  columns: {
    lead_id: 'uuid',
    name: 'text',
    from_version: 'bigint',
    owner_id: 'text',
    pool_id: 'text',
    target_seconds: 'bigint',
    hours: 'text',
    zone: 'text',
    started_at: 'epoch',
    warn_at: 'epoch',
    due_at: 'epoch',
    next_at: 'epoch',
    ended_at: 'epoch',
    end_reason: 'text',
    raw_ms: 'bigint',
    working_ms: 'bigint',
  },
} as const satisfies Table

export const holdTable = {
  name: 'hold',
  columns: {
    lead_id: 'uuid',
    version: 'bigint',
    queue: 'text',
    reason: 'text',
    priority: 'integer',
    since: 'epoch',
    held_at: 'epoch',
    retry_at: 'epoch',
    pool_ids: 'text[]',
    attempts: 'integer',
    error: 'text',
  },
  onConflict: `(workspace_id, lead_id) do update set version = excluded.version, queue = excluded.queue, reason = excluded.reason,
    priority = excluded.priority, held_at = excluded.held_at, retry_at = excluded.retry_at, pool_ids = excluded.pool_ids,
    attempts = excluded.attempts, error = excluded.error`,
} as const satisfies Table

export const ledgerTable = {
  name: 'ledger',
  columns: {
    pool_id: 'text',
    version: 'bigint',
    position: 'integer',
    owner_id: 'text',
    amount: 'bigint',
    kind: 'text',
    lead_id: 'uuid',
    reason: 'text',
    at: 'epoch',
  },
} as const satisfies Table

export const eventTable = {
  name: 'event',
  columns: {
    version: 'bigint',
    position: 'integer',
    kind: 'text',
    lead_id: 'uuid',
    owner_id: 'text',
    at: 'epoch',
    body: 'json',
  },
} as const satisfies Table

export const outboxTable = {
  name: 'outbox',
  columns: {
    destination_id: 'uuid',
    version: 'bigint',
    position: 'integer',
    lead_id: 'uuid',
    state: 'text',
    attempts: 'integer',
    next_at: 'epoch',
    generation: 'integer',
  },
} as const satisfies Table

export const taskTable = {
  name: 'task',
  columns: {
    task_id: 'uuid',
    kind: 'text',
    key: 'text',
    lead_id: 'uuid',
    body: 'json',
    run_at: 'epoch',
    attempts: 'integer',
    generation: 'integer',
  },
  // One that waits already stands for both; one that was given up begins anew, since what it is about has happened again.
  onConflict: `(workspace_id, kind, key) do update set lead_id = excluded.lead_id, body = excluded.body, run_at = excluded.run_at,
    attempts = 0, claimed_until = null, generation = task.generation + 1, error = null
    where task.run_at = 'infinity'`,
} as const satisfies Table

export const poolStateTable = {
  name: 'pool_state',
  columns: { pool_id: 'text', version: 'bigint', state: 'json' },
} as const satisfies Table

export const personStateTable = {
  name: 'person_state',
  columns: { owner_id: 'text', version: 'bigint', state: 'json' },
} as const satisfies Table

/** All of them, in the order they are written. */
export const deskTables: readonly Table[] = [
  leadTable,
  personTable,
  keyTable,
  submissionTable,
  decisionTable,
  assignmentTable,
  clockTable,
  holdTable,
  ledgerTable,
  eventTable,
  outboxTable,
  taskTable,
  poolStateTable,
  personStateTable,
]
