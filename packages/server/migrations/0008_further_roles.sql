-- On which leads somebody has a role beside the owner's: what they may see is found by it.
create index assignment_further on assignment (workspace_id, owner_id, lead_id) where to_version is null and role <> 'owner';
