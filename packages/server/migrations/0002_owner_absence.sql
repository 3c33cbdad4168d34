-- Who cannot follow up now, and whose leads were looked at for it: one row as long as it lasts, so that each lead is asked
-- to move at most once for it.
create table owner_absence (
  workspace_id uuid not null,
  owner_id text not null,
  -- `absent`, or `inactive` when they have left.
  kind text not null,
  -- The desk's version at which their leads were looked at.
  version bigint not null,
  noticed_at timestamptz not null,
  primary key (workspace_id, owner_id)
);
