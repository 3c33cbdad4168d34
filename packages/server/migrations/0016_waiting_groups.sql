-- Leads that wait, by cause, those that wait longest first: what waits is counted along it, cause by cause.
create index hold_cause on hold (workspace_id, queue, reason, since, lead_id);
-- Deliveries that have failed are few, among all that ever were.
create index outbox_failed on outbox (workspace_id, destination_id, version, position) where state = 'failed';
