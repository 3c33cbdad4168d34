-- While the rows of an import come in it is `storing`, and no worker takes it. Whoever stores them says so again and again; past
-- this instant the upload has broken off, and what came in of it is deleted.
alter table import_job add column storing_until timestamptz;
create index import_job_open on import_job (workspace_id, import_id) where state in ('storing', 'running', 'undoing');

-- Undoing an import goes on lead by lead, by whoever has claimed it: up to which lead, on whose word, and what came of it.
alter table import_job add column undo_by text;
alter table import_job add column undo_after uuid;
alter table import_job add column undo_claimed_until timestamptz;
alter table import_job add column withdrawn_count integer not null default 0;
alter table import_job add column kept_count integer not null default 0;
