-- What is sealed in a workspace is sealed with keys of its own, and those with the keys of the installation, which are not stored here.

create table workspace_key (
  workspace_id uuid not null references workspace (workspace_id),
  -- `secrets`, `records` or `lookup`.
  purpose text not null,
  sealed text not null,
  primary key (workspace_id, purpose)
);

-- Leads of which nothing may be erased or removed by its age.
create table legal_hold (
  workspace_id uuid not null,
  hold_id uuid not null,
  lead_id uuid not null,
  -- Why, sealed: it may name somebody.
  reason text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, lead_id, hold_id)
);
create index legal_hold_id on legal_hold (workspace_id, hold_id);
