-- While the rows of an import come in it is `storing`, and no worker takes it. Whoever stores them says so again and again; past
-- this instant the upload has broken off, and what came in of it is deleted.
alter table import_job add column storing_until timestamptz;
create index import_job_open on import_job (workspace_id, import_id) where state in ('storing', 'running', 'undoing');
