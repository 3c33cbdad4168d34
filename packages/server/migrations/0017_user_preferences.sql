-- How somebody has set up their console.
create table user_preference (
  workspace_id uuid not null,
  user_id uuid not null,
  -- JSON: theme, language, zone, saved views.
  preferences text not null,
  changed_at timestamptz not null,
  primary key (workspace_id, user_id),
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);
