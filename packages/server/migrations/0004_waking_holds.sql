-- For whom held leads are being woken, some at a time, as JSON; empty: for nobody.
alter table desk add column waking text not null default '';
-- The queue of held leads. By `-priority`, so that only waking is drawn to it.
create index hold_queue on hold (workspace_id, (-priority), since, lead_id);
