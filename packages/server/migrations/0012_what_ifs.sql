-- What-ifs: what would have become of past leads under another policy. Nothing of them is live.
create table what_if (
  workspace_id uuid not null,
  -- SHA-256 of what was asked.
  what_if_id text not null,
  state text not null,
  -- JSON: both policies, the versions looked at, and which leads of them.
  ask text not null,
  done_count integer not null,
  total_count integer not null,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz,
  error text,
  -- JSON: the figures.
  result text,
  primary key (workspace_id, what_if_id)
);
create index what_if_created on what_if (workspace_id, created_at, what_if_id);
create index what_if_waiting on what_if (workspace_id, created_at) where state = 'waiting';

-- The leads that go elsewhere, in the order in which they came.
create table what_if_lead (
  workspace_id uuid not null,
  what_if_id text not null,
  position integer not null,
  lead_id uuid not null,
  base_owner_id text,
  candidate_owner_id text,
  -- JSON: as it is answered.
  body text not null,
  primary key (workspace_id, what_if_id, position)
);

-- Playing a time again asks for all that ended in it.
create index assignment_ended on assignment (workspace_id, to_version) where to_version is not null;
