-- What a directory (SCIM) calls the users that it keeps, beside what stands with them. Parts of names are personal data as names there are.
create table directory_user (
  workspace_id uuid not null,
  user_id uuid not null,
  -- As the directory writes it; upper and lower case are the same.
  user_name text not null,
  external_id text,
  given_name text,
  family_name text,
  -- Whether the directory's groups give the roles.
  is_kept boolean not null,
  -- Whether the owner of the roster was made inactive with the user: then both come back together.
  has_left_roster boolean not null,
  -- Null: the directory knows them. Otherwise it deleted them: for it they are not there.
  removed_at timestamptz,
  primary key (workspace_id, user_id),
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);
create unique index directory_user_name on directory_user (workspace_id, lower(user_name)) where removed_at is null;

create table directory_group (
  workspace_id uuid not null,
  group_id uuid not null,
  external_id text,
  primary key (workspace_id, group_id),
  foreign key (workspace_id, group_id) references user_group (workspace_id, group_id) on delete cascade
);

-- What users get whom a directory keeps.
create table directory_setting (
  workspace_id uuid not null references workspace (workspace_id),
  -- Separated by blanks.
  default_roles text not null,
  -- Roles by the name of a group, as JSON.
  group_roles text not null,
  primary key (workspace_id)
);
