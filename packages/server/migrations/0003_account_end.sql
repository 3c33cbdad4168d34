-- Accounts that ended are found by the version that ended them: what an interrupted import left behind is undone by it.
create index account_record_ended on account_record (workspace_id, to_version) where to_version is not null;
