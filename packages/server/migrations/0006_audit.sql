-- What people and the service itself did, each with who, what and to what. Told in the transaction of what it tells of; never changed,
-- never removed. `details` is canonical JSON (RFC 8785) without personal data, so that erasing a person touches nothing here.
create table audit_entry (
  workspace_id uuid not null,
  entry_id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  details text not null,
  primary key (workspace_id, entry_id)
);
-- By time, and those that seal decisions apart: they are many, and nobody reads them one by one.
create index audit_entry_at on audit_entry (workspace_id, (action = 'decisions.sealed'), at, entry_id);
-- Entries that are not in the chain yet.
create table audit_pending (
  workspace_id uuid not null,
  entry_id uuid not null,
  primary key (workspace_id, entry_id)
);
-- The chain: one link for each entry, each made over the one before it, without a gap.
create table audit_link (
  workspace_id uuid not null,
  seq bigint not null,
  entry_id uuid not null,
  previous text not null,
  hash text not null,
  primary key (workspace_id, seq)
);
create unique index audit_link_entry on audit_link (workspace_id, entry_id);
-- How far the chain has come: whoever prolongs it holds this row. Decisions of versions up to `sealed_version` are in it.
create table audit_chain (
  workspace_id uuid not null,
  seq bigint not null,
  hash text not null,
  sealed_version bigint not null,
  published_seq bigint not null,
  primary key (workspace_id)
);
-- The head of the chain, signed now and then.
create table audit_checkpoint (
  workspace_id uuid not null,
  seq bigint not null,
  hash text not null,
  at timestamptz not null,
  key_id text not null,
  signature text not null,
  primary key (workspace_id, seq)
);
-- The public keys by which checkpoints are verified.
create table audit_key (
  workspace_id uuid not null,
  key_id text not null,
  public_key text not null,
  created_at timestamptz not null,
  primary key (workspace_id, key_id)
);
create function refuse_rewriting() returns trigger language plpgsql as $$ begin
  raise exception '% of % is refused: it is append-only, rows are only added to it', lower(tg_op), tg_table_name
    using errcode = 'integrity_constraint_violation'; end $$;
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_rewriting();
create trigger audit_link_append_only before update or delete or truncate on audit_link
  for each statement execute function refuse_rewriting();
create trigger audit_checkpoint_append_only before update or delete or truncate on audit_checkpoint
  for each statement execute function refuse_rewriting();
create trigger audit_key_append_only before update or delete or truncate on audit_key
  for each statement execute function refuse_rewriting();
