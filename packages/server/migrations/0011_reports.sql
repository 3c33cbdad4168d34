-- When a report is made and for which destination.
create table report_schedule (
  workspace_id uuid not null references workspace (workspace_id),
  schedule_id uuid not null,
  report text not null,
  every text not null check (every in ('day', 'week')),
  -- 1 is Monday.
  weekday integer not null,
  -- Local time in the zone, `HH:MM`.
  at text not null,
  zone text not null,
  destination_id uuid not null,
  -- What the report is grouped by, as asked; null: as it is by default.
  grouping text,
  pool_id text,
  created_at timestamptz not null,
  created_by text not null,
  -- The local date on which the last one was due that was sent, or passed over: none of a day before it is sent again.
  last_due date not null,
  sent_for date,
  next_at timestamptz not null,
  error text,
  primary key (workspace_id, schedule_id)
);
create index report_schedule_next on report_schedule (workspace_id, next_at);
