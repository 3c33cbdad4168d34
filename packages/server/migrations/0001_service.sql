-- The service: one desk per workspace, and everything its decisions leave behind.
--
-- Data plane tables have workspace_id first in every key, ids made by the application, and no triggers, sequences or
-- deferrable constraints, so that they can be spread over servers by workspace. `version` is always the desk's version that
-- wrote the row, `position` the row's place among those of that version: together a total order within the workspace.

-- ---------------------------------------------------------------------------------------------------- control plane

create table workspace (
  workspace_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (workspace_id)
);

create table api_key (
  workspace_id uuid not null references workspace (workspace_id),
  api_key_id uuid not null,
  name text not null,
  -- The first characters, by which people tell keys apart; the key itself is never stored.
  prefix text not null,
  hash text not null,
  scopes text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, api_key_id)
);
create unique index api_key_hash on api_key (hash);

create table policy_version (
  workspace_id uuid not null,
  policy_version bigint not null,
  name text not null,
  hash text not null,
  document text not null,
  -- JSON: the text of each decision table by file name.
  tables text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, policy_version)
);

create table roster_record (
  workspace_id uuid not null,
  kind text not null,
  record_id text not null,
  from_version bigint not null,
  to_version bigint,
  from_at timestamptz not null,
  to_at timestamptz,
  -- JSON, as documented for the kind.
  body text not null,
  changed_by text not null,
  primary key (workspace_id, kind, record_id, from_version)
);
create unique index roster_record_current on roster_record (workspace_id, kind, record_id) where to_version is null;

-- What a version of the roster hashes to: decisions name it so, and one made again must come to the same.
create table roster_version (
  workspace_id uuid not null,
  roster_version bigint not null,
  hash text not null,
  primary key (workspace_id, roster_version)
);

create table account_record (
  workspace_id uuid not null,
  account_id text not null,
  from_version bigint not null,
  to_version bigint,
  from_at timestamptz not null,
  to_at timestamptz,
  body text not null,
  changed_by text not null,
  primary key (workspace_id, account_id, from_version)
);
create unique index account_record_current on account_record (workspace_id, account_id) where to_version is null;
create index account_record_changed on account_record (workspace_id, from_version);

create table destination (
  workspace_id uuid not null,
  destination_id uuid not null,
  kind text not null,
  name text not null,
  -- JSON: the address, the event kinds, and secrets; sealed.
  config text not null,
  active boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace_id, destination_id)
);

create table form (
  workspace_id uuid not null,
  form_id uuid not null,
  name text not null,
  public_key text not null,
  config text not null,
  active boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, form_id)
);
create unique index form_public_key on form (public_key);

create table calendar_feed (
  workspace_id uuid not null,
  owner_id text not null,
  url text not null,
  body text,
  etag text,
  fetched_at timestamptz,
  next_at timestamptz not null,
  error text,
  primary key (workspace_id, owner_id, url)
);

-- ------------------------------------------------------------------------------------------------------- data plane

create table desk (
  workspace_id uuid not null,
  version bigint not null,
  at timestamptz not null,
  roster_version bigint not null,
  policy_version bigint not null,
  accounts_version bigint not null,
  destinations_version bigint not null,
  primary key (workspace_id)
);

-- One row a version: an unknown outcome of a commit is resolved by looking its batch up here.
create table desk_batch (
  workspace_id uuid not null,
  version bigint not null,
  batch_id uuid not null,
  node text not null,
  at timestamptz not null,
  primary key (workspace_id, version)
);
create unique index desk_batch_id on desk_batch (workspace_id, batch_id);

create table pool_state (
  workspace_id uuid not null,
  pool_id text not null,
  version bigint not null,
  state text not null,
  primary key (workspace_id, pool_id, version)
);

create table person_state (
  workspace_id uuid not null,
  owner_id text not null,
  version bigint not null,
  state text not null,
  primary key (workspace_id, owner_id, version)
);

create table lead (
  workspace_id uuid not null,
  lead_id uuid not null,
  -- The desk's version of the last change: what If-Match compares.
  version bigint not null,
  state text not null,
  priority integer not null,
  lane text not null,
  import_id uuid,
  owner_id text,
  pool_id text,
  route_id text,
  account_id text,
  decision_id uuid,
  received_at timestamptz not null,
  assigned_at timestamptz,
  touched_at timestamptz,
  closed_at timestamptz,
  -- JSON: how often it was reassigned, by cause.
  moves text not null,
  -- JSON: the policy's fields that name no person, as normalised.
  attributes text not null,
  primary key (workspace_id, lead_id)
);
create index lead_import on lead (workspace_id, import_id, lead_id) where import_id is not null;
-- Every list of leads is one walk along one of these for each state it asks for.
create index lead_owner on lead (workspace_id, owner_id, state, received_at) where owner_id is not null;
create index lead_pool on lead (workspace_id, pool_id, state, received_at) where pool_id is not null;
create index lead_route on lead (workspace_id, route_id, state, received_at) where route_id is not null;
create index lead_state on lead (workspace_id, state, received_at);

-- All that names a person, apart from what was decided: erasing it leaves every decision standing.
create table lead_person (
  workspace_id uuid not null,
  lead_id uuid not null,
  -- From what the key of everything given for the lead is derived: without it none of that can be read.
  seed text not null,
  -- Sealed JSON: the attributes as given, but for those of sensitive fields.
  given text not null,
  -- Sealed JSON of those; none: there are none, or they were kept long enough.
  sensitive text,
  primary key (workspace_id, lead_id)
);

-- By what a lead is found again: an idempotency key, an outside id, a mailbox (hashed with the workspace's key).
create table lead_key (
  workspace_id uuid not null,
  kind text not null,
  key text not null,
  lead_id uuid not null,
  version bigint not null,
  -- What the caller sent with an idempotency key, hashed.
  fingerprint text,
  primary key (workspace_id, kind, key)
);

-- What came in for a lead after it was stored: repeats and edits.
create table submission (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  kind text not null,
  -- Sealed JSON, as what was given for the lead before.
  given text not null,
  at timestamptz not null,
  primary key (workspace_id, lead_id, version)
);
create index submission_version on submission (workspace_id, version);

create table decision (
  workspace_id uuid not null,
  decision_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  position integer not null,
  cause text not null,
  policy_version bigint not null,
  roster_version bigint not null,
  outcome text not null,
  reason text,
  owner_id text,
  pool_id text,
  route_id text,
  at timestamptz not null,
  -- JSON: what of the decision and of what it read stands nowhere else; with the state of its version enough to decide again.
  record text not null,
  primary key (workspace_id, version, position)
);
create unique index decision_id on decision (workspace_id, decision_id);
create index decision_lead on decision (workspace_id, lead_id);

create table assignment (
  workspace_id uuid not null,
  lead_id uuid not null,
  role text not null,
  from_version bigint not null,
  to_version bigint,
  owner_id text not null,
  pool_id text,
  decision_id uuid not null,
  assigned_by text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  end_reason text,
  primary key (workspace_id, lead_id, role, from_version)
);
create unique index assignment_open on assignment (workspace_id, lead_id, role) where to_version is null;

create table hold (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  queue text not null,
  reason text not null,
  priority integer not null,
  since timestamptz not null,
  held_at timestamptz not null,
  retry_at timestamptz,
  -- The pools that may still give it an owner; none: anything may.
  pool_ids text[] not null,
  attempts integer not null,
  -- Why a parked lead could not be decided.
  error text,
  primary key (workspace_id, lead_id)
);
create index hold_retry on hold (workspace_id, retry_at) where retry_at is not null;

create table clock (
  workspace_id uuid not null,
  lead_id uuid not null,
  name text not null,
  from_version bigint not null,
  owner_id text,
  pool_id text,
  target_seconds bigint not null,
  hours text not null,
  zone text,
  started_at timestamptz not null,
  warn_at timestamptz,
  due_at timestamptz,
  -- When something has to be done about it next; null once it is due no more.
  next_at timestamptz,
  warned_at timestamptz,
  breached_at timestamptz,
  breach_cause text,
  ended_at timestamptz,
  end_reason text,
  raw_ms bigint,
  working_ms bigint,
  primary key (workspace_id, lead_id, name, from_version)
);
create index clock_next on clock (workspace_id, next_at) where next_at is not null;

create table ledger (
  workspace_id uuid not null,
  pool_id text not null,
  version bigint not null,
  position integer not null,
  owner_id text not null,
  amount bigint not null,
  kind text not null,
  lead_id uuid,
  reason text,
  at timestamptz not null,
  primary key (workspace_id, pool_id, version, position)
);

create table event (
  workspace_id uuid not null,
  version bigint not null,
  position integer not null,
  kind text not null,
  lead_id uuid,
  owner_id text,
  at timestamptz not null,
  body text not null,
  primary key (workspace_id, version, position)
);
create index event_lead on event (workspace_id, lead_id) where lead_id is not null;

create table outbox (
  workspace_id uuid not null,
  destination_id uuid not null,
  version bigint not null,
  position integer not null,
  lead_id uuid,
  state text not null,
  attempts integer not null,
  next_at timestamptz,
  claimed_until timestamptz,
  generation integer not null,
  delivered_at timestamptz,
  error text,
  primary key (workspace_id, destination_id, version, position)
);
create index outbox_next on outbox (workspace_id, destination_id, next_at) where next_at is not null;

create table task (
  workspace_id uuid not null,
  task_id uuid not null,
  kind text not null,
  -- At most one task of a kind with a key waits at a time.
  key text not null,
  lead_id uuid,
  body text not null,
  run_at timestamptz not null,
  attempts integer not null,
  claimed_until timestamptz,
  generation integer not null,
  error text,
  primary key (workspace_id, task_id)
);
create unique index task_key on task (workspace_id, kind, key);
create index task_run on task (workspace_id, run_at);

create table import_job (
  workspace_id uuid not null,
  import_id uuid not null,
  state text not null,
  name text not null,
  dry_run boolean not null,
  row_count integer not null,
  done_count integer not null,
  error_count integer not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (workspace_id, import_id)
);

create table import_chunk (
  workspace_id uuid not null,
  import_id uuid not null,
  chunk integer not null,
  row_count integer not null,
  -- NDJSON: a row's number and its attributes; sealed.
  body text not null,
  claimed_until timestamptz,
  claimed_by text,
  generation integer not null,
  done_at timestamptz,
  -- JSON: rows that could not be read, and what became of the others in a dry run.
  result text,
  primary key (workspace_id, import_id, chunk)
);
create index import_chunk_open on import_chunk (workspace_id, import_id, chunk) where done_at is null;

create table lease (
  workspace_id uuid not null,
  name text not null,
  holder text not null,
  generation bigint not null,
  until timestamptz not null,
  primary key (workspace_id, name)
);

-- How far old rows were removed: those of versions before this one may be gone.
create table retention (
  workspace_id uuid not null,
  -- `deliveries`, `events` or `decisions`.
  kind text not null,
  before_version bigint not null,
  swept_at timestamptz not null,
  primary key (workspace_id, kind)
);
