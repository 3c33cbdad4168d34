-- Clocks that run, those that ran out apart from the others, by when they are or were due: boards are read along it.
create index clock_running on clock (workspace_id, (breached_at is not null), due_at, lead_id, name)
  where ended_at is null and due_at is not null;
