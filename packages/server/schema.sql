-- What all migrations together make, read from the catalogue. Not to be edited: RIGHTFUL_WRITE_SCHEMA=1 npm test -- db/schema

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  raise exception 'the audit log is append-only: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'integrity_constraint_violation'; end $function$;

create table account_record (
  workspace_id uuid not null,
  account_id text not null,
  from_version bigint not null,
  to_version bigint,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  body text not null,
  changed_by text not null,
  constraint account_record_pkey PRIMARY KEY (workspace_id, account_id, from_version)
);

create table api_key (
  workspace_id uuid not null,
  api_key_id uuid not null,
  name text not null,
  prefix text not null,
  hash text not null,
  scopes text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (workspace_id, api_key_id)
);

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
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  end_reason text,
  constraint assignment_pkey PRIMARY KEY (workspace_id, lead_id, role, from_version)
);

create table audit_chain (
  workspace_id uuid not null,
  seq bigint not null,
  hash text not null,
  sealed_version bigint not null,
  published_seq bigint not null,
  constraint audit_chain_pkey PRIMARY KEY (workspace_id)
);

create table audit_checkpoint (
  workspace_id uuid not null,
  seq bigint not null,
  hash text not null,
  at timestamp with time zone not null,
  key_id text not null,
  signature text not null,
  constraint audit_checkpoint_pkey PRIMARY KEY (workspace_id, seq)
);

create table audit_entry (
  workspace_id uuid not null,
  entry_id uuid not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  details text not null,
  constraint audit_entry_pkey PRIMARY KEY (workspace_id, entry_id)
);

create table audit_key (
  workspace_id uuid not null,
  key_id text not null,
  public_key text not null,
  created_at timestamp with time zone not null,
  constraint audit_key_pkey PRIMARY KEY (workspace_id, key_id)
);

create table audit_link (
  workspace_id uuid not null,
  seq bigint not null,
  entry_id uuid not null,
  previous text not null,
  hash text not null,
  constraint audit_link_pkey PRIMARY KEY (workspace_id, seq)
);

create table audit_pending (
  workspace_id uuid not null,
  entry_id uuid not null,
  constraint audit_pending_pkey PRIMARY KEY (workspace_id, entry_id)
);

create table calendar_feed (
  workspace_id uuid not null,
  owner_id text not null,
  url text not null,
  body text,
  etag text,
  fetched_at timestamp with time zone,
  next_at timestamp with time zone not null,
  error text,
  constraint calendar_feed_pkey PRIMARY KEY (workspace_id, owner_id, url)
);

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
  started_at timestamp with time zone not null,
  warn_at timestamp with time zone,
  due_at timestamp with time zone,
  next_at timestamp with time zone,
  warned_at timestamp with time zone,
  breached_at timestamp with time zone,
  breach_cause text,
  ended_at timestamp with time zone,
  end_reason text,
  raw_ms bigint,
  working_ms bigint,
  constraint clock_pkey PRIMARY KEY (workspace_id, lead_id, name, from_version)
);

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
  at timestamp with time zone not null,
  record text not null,
  constraint decision_pkey PRIMARY KEY (workspace_id, version, "position")
);

create table desk (
  workspace_id uuid not null,
  version bigint not null,
  at timestamp with time zone not null,
  roster_version bigint not null,
  policy_version bigint not null,
  accounts_version bigint not null,
  destinations_version bigint not null,
  waking text default ''::text not null,
  constraint desk_pkey PRIMARY KEY (workspace_id)
);

create table desk_batch (
  workspace_id uuid not null,
  version bigint not null,
  batch_id uuid not null,
  node text not null,
  at timestamp with time zone not null,
  constraint desk_batch_pkey PRIMARY KEY (workspace_id, version)
);

create table destination (
  workspace_id uuid not null,
  destination_id uuid not null,
  kind text not null,
  name text not null,
  config text not null,
  active boolean not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint destination_pkey PRIMARY KEY (workspace_id, destination_id)
);

create table event (
  workspace_id uuid not null,
  version bigint not null,
  position integer not null,
  kind text not null,
  lead_id uuid,
  owner_id text,
  at timestamp with time zone not null,
  body text not null,
  constraint event_pkey PRIMARY KEY (workspace_id, version, "position")
);

create table form (
  workspace_id uuid not null,
  form_id uuid not null,
  name text not null,
  public_key text not null,
  config text not null,
  active boolean not null,
  created_at timestamp with time zone not null,
  constraint form_pkey PRIMARY KEY (workspace_id, form_id)
);

create table hold (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  queue text not null,
  reason text not null,
  priority integer not null,
  since timestamp with time zone not null,
  held_at timestamp with time zone not null,
  retry_at timestamp with time zone,
  pool_ids text[] not null,
  attempts integer not null,
  error text,
  constraint hold_pkey PRIMARY KEY (workspace_id, lead_id)
);

create table import_chunk (
  workspace_id uuid not null,
  import_id uuid not null,
  chunk integer not null,
  row_count integer not null,
  body text not null,
  claimed_until timestamp with time zone,
  claimed_by text,
  generation integer not null,
  done_at timestamp with time zone,
  result text,
  constraint import_chunk_pkey PRIMARY KEY (workspace_id, import_id, chunk)
);

create table import_job (
  workspace_id uuid not null,
  import_id uuid not null,
  state text not null,
  name text not null,
  dry_run boolean not null,
  row_count integer not null,
  done_count integer not null,
  error_count integer not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  storing_until timestamp with time zone,
  undo_by text,
  undo_after uuid,
  undo_claimed_until timestamp with time zone,
  withdrawn_count integer default 0 not null,
  kept_count integer default 0 not null,
  constraint import_job_pkey PRIMARY KEY (workspace_id, import_id)
);

create table lead (
  workspace_id uuid not null,
  lead_id uuid not null,
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
  received_at timestamp with time zone not null,
  assigned_at timestamp with time zone,
  touched_at timestamp with time zone,
  closed_at timestamp with time zone,
  moves text not null,
  attributes text not null,
  constraint lead_pkey PRIMARY KEY (workspace_id, lead_id)
);

create table lead_key (
  workspace_id uuid not null,
  kind text not null,
  key text not null,
  lead_id uuid not null,
  version bigint not null,
  fingerprint text,
  constraint lead_key_pkey PRIMARY KEY (workspace_id, kind, key)
);

create table lead_person (
  workspace_id uuid not null,
  lead_id uuid not null,
  given text not null,
  email text,
  phone text,
  person text,
  company text,
  constraint lead_person_pkey PRIMARY KEY (workspace_id, lead_id)
);

create table lease (
  workspace_id uuid not null,
  name text not null,
  holder text not null,
  generation bigint not null,
  until timestamp with time zone not null,
  constraint lease_pkey PRIMARY KEY (workspace_id, name)
);

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
  at timestamp with time zone not null,
  constraint ledger_pkey PRIMARY KEY (workspace_id, pool_id, version, "position")
);

create table outbox (
  workspace_id uuid not null,
  destination_id uuid not null,
  version bigint not null,
  position integer not null,
  lead_id uuid,
  state text not null,
  attempts integer not null,
  next_at timestamp with time zone,
  claimed_until timestamp with time zone,
  generation integer not null,
  delivered_at timestamp with time zone,
  error text,
  constraint outbox_pkey PRIMARY KEY (workspace_id, destination_id, version, "position")
);

create table owner_absence (
  workspace_id uuid not null,
  owner_id text not null,
  kind text not null,
  version bigint not null,
  noticed_at timestamp with time zone not null,
  constraint owner_absence_pkey PRIMARY KEY (workspace_id, owner_id)
);

create table person_state (
  workspace_id uuid not null,
  owner_id text not null,
  version bigint not null,
  state text not null,
  constraint person_state_pkey PRIMARY KEY (workspace_id, owner_id, version)
);

create table policy_version (
  workspace_id uuid not null,
  policy_version bigint not null,
  name text not null,
  hash text not null,
  document text not null,
  tables text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint policy_version_pkey PRIMARY KEY (workspace_id, policy_version)
);

create table pool_state (
  workspace_id uuid not null,
  pool_id text not null,
  version bigint not null,
  state text not null,
  constraint pool_state_pkey PRIMARY KEY (workspace_id, pool_id, version)
);

create table retention (
  workspace_id uuid not null,
  kind text not null,
  before_version bigint not null,
  swept_at timestamp with time zone not null,
  constraint retention_pkey PRIMARY KEY (workspace_id, kind)
);

create table roster_record (
  workspace_id uuid not null,
  kind text not null,
  record_id text not null,
  from_version bigint not null,
  to_version bigint,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  body text not null,
  changed_by text not null,
  constraint roster_record_pkey PRIMARY KEY (workspace_id, kind, record_id, from_version)
);

create table roster_version (
  workspace_id uuid not null,
  roster_version bigint not null,
  hash text not null,
  constraint roster_version_pkey PRIMARY KEY (workspace_id, roster_version)
);

create table schema_migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null,
  constraint schema_migration_pkey PRIMARY KEY (number)
);

create table submission (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  kind text not null,
  given text not null,
  at timestamp with time zone not null,
  constraint submission_pkey PRIMARY KEY (workspace_id, lead_id, version)
);

create table task (
  workspace_id uuid not null,
  task_id uuid not null,
  kind text not null,
  key text not null,
  lead_id uuid,
  body text not null,
  run_at timestamp with time zone not null,
  attempts integer not null,
  claimed_until timestamp with time zone,
  generation integer not null,
  error text,
  constraint task_pkey PRIMARY KEY (workspace_id, task_id)
);

create table user_account (
  workspace_id uuid not null,
  user_id uuid not null,
  email text not null,
  name text not null,
  roles text not null,
  owner_id text,
  team_ids text default '[]'::text not null,
  status text not null,
  created_at timestamp with time zone not null,
  last_sign_in_at timestamp with time zone,
  constraint user_account_pkey PRIMARY KEY (workspace_id, user_id),
  constraint user_account_workspace_id_email_key UNIQUE (workspace_id, email),
  constraint user_account_email_check CHECK ((email = lower(email))),
  constraint user_account_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);

create table user_credential (
  workspace_id uuid not null,
  user_id uuid not null,
  hash text not null,
  changed_at timestamp with time zone not null,
  constraint user_credential_pkey PRIMARY KEY (workspace_id, user_id)
);

create table user_group (
  workspace_id uuid not null,
  group_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint user_group_pkey PRIMARY KEY (workspace_id, group_id),
  constraint user_group_workspace_id_name_key UNIQUE (workspace_id, name)
);

create table user_group_member (
  workspace_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  constraint user_group_member_pkey PRIMARY KEY (workspace_id, group_id, user_id)
);

create table user_session (
  workspace_id uuid not null,
  session_id uuid not null,
  user_id uuid not null,
  hash text not null,
  method text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  idle_until timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ip text not null,
  user_agent text not null,
  stepped_up_at timestamp with time zone,
  ended_at timestamp with time zone,
  end_reason text,
  constraint user_session_pkey PRIMARY KEY (workspace_id, session_id),
  constraint user_session_hash_key UNIQUE (hash)
);

create table user_token (
  workspace_id uuid not null,
  hash text not null,
  kind text not null,
  user_id uuid,
  made_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint user_token_pkey PRIMARY KEY (workspace_id, hash),
  constraint user_token_kind_check CHECK ((kind = ANY (ARRAY['setup'::text, 'invite'::text, 'reset'::text])))
);

create table workspace (
  workspace_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint workspace_pkey PRIMARY KEY (workspace_id)
);

alter table api_key add constraint api_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_account add constraint user_account_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_credential add constraint user_credential_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_group add constraint user_group_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_group_member add constraint user_group_member_workspace_id_group_id_fkey FOREIGN KEY (workspace_id, group_id) REFERENCES user_group(workspace_id, group_id) ON DELETE CASCADE;

alter table user_group_member add constraint user_group_member_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_session add constraint user_session_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_token add constraint user_token_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_token add constraint user_token_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

CREATE INDEX account_record_changed ON account_record USING btree (workspace_id, from_version);

CREATE UNIQUE INDEX account_record_current ON account_record USING btree (workspace_id, account_id) WHERE (to_version IS NULL);

CREATE INDEX account_record_ended ON account_record USING btree (workspace_id, to_version) WHERE (to_version IS NOT NULL);

CREATE UNIQUE INDEX api_key_hash ON api_key USING btree (hash);

CREATE UNIQUE INDEX assignment_open ON assignment USING btree (workspace_id, lead_id, role) WHERE (to_version IS NULL);

CREATE INDEX audit_entry_at ON audit_entry USING btree (workspace_id, ((action = 'decisions.sealed'::text)), at, entry_id);

CREATE UNIQUE INDEX audit_link_entry ON audit_link USING btree (workspace_id, entry_id);

CREATE INDEX clock_next ON clock USING btree (workspace_id, next_at) WHERE (next_at IS NOT NULL);

CREATE UNIQUE INDEX decision_id ON decision USING btree (workspace_id, decision_id);

CREATE INDEX decision_lead ON decision USING btree (workspace_id, lead_id);

CREATE UNIQUE INDEX desk_batch_id ON desk_batch USING btree (workspace_id, batch_id);

CREATE INDEX event_lead ON event USING btree (workspace_id, lead_id) WHERE (lead_id IS NOT NULL);

CREATE UNIQUE INDEX form_public_key ON form USING btree (public_key);

CREATE INDEX hold_queue ON hold USING btree (workspace_id, ((- priority)), since, lead_id);

CREATE INDEX hold_retry ON hold USING btree (workspace_id, retry_at) WHERE (retry_at IS NOT NULL);

CREATE INDEX import_chunk_open ON import_chunk USING btree (workspace_id, import_id, chunk) WHERE (done_at IS NULL);

CREATE INDEX import_job_open ON import_job USING btree (workspace_id, import_id) WHERE (state = ANY (ARRAY['storing'::text, 'running'::text, 'undoing'::text]));

CREATE INDEX lead_import ON lead USING btree (workspace_id, import_id, lead_id) WHERE (import_id IS NOT NULL);

CREATE INDEX lead_owner ON lead USING btree (workspace_id, owner_id, state, received_at) WHERE (owner_id IS NOT NULL);

CREATE INDEX lead_pool ON lead USING btree (workspace_id, pool_id, state, received_at) WHERE (pool_id IS NOT NULL);

CREATE INDEX lead_route ON lead USING btree (workspace_id, route_id, state, received_at) WHERE (route_id IS NOT NULL);

CREATE INDEX lead_state ON lead USING btree (workspace_id, state, received_at);

CREATE INDEX outbox_next ON outbox USING btree (workspace_id, destination_id, next_at) WHERE (next_at IS NOT NULL);

CREATE UNIQUE INDEX roster_record_current ON roster_record USING btree (workspace_id, kind, record_id) WHERE (to_version IS NULL);

CREATE INDEX submission_version ON submission USING btree (workspace_id, version);

CREATE UNIQUE INDEX task_key ON task USING btree (workspace_id, kind, key);

CREATE INDEX task_run ON task USING btree (workspace_id, run_at);

CREATE UNIQUE INDEX user_account_owner ON user_account USING btree (workspace_id, owner_id) WHERE (owner_id IS NOT NULL);

CREATE INDEX user_session_user ON user_session USING btree (workspace_id, user_id, created_at);

CREATE UNIQUE INDEX user_token_hash ON user_token USING btree (hash);

CREATE TRIGGER audit_checkpoint_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_key_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
