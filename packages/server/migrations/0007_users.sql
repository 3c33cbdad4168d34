-- Who signs in. Names and mail addresses of people who work with Rightful stand here and nowhere else: records name them by `user_id`.
create table user_account (
  workspace_id uuid not null references workspace (workspace_id),
  user_id uuid not null,
  -- In lower case: by it people sign in.
  email text not null check (email = lower(email)),
  name text not null,
  -- Separated by blanks.
  roles text not null,
  -- Who they are in the roster; null: nobody.
  owner_id text,
  -- The teams that they look after beside their own, as JSON.
  team_ids text not null default '[]',
  status text not null check (status in ('invited', 'active', 'disabled')),
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  primary key (workspace_id, user_id),
  unique (workspace_id, email)
);
create unique index user_account_owner on user_account (workspace_id, owner_id) where owner_id is not null;

create table user_credential (
  workspace_id uuid not null,
  user_id uuid not null,
  -- argon2id with its parameters and its salt, as a PHC string.
  hash text not null,
  changed_at timestamptz not null,
  primary key (workspace_id, user_id),
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);

create table user_session (
  workspace_id uuid not null,
  session_id uuid not null,
  user_id uuid not null,
  -- Of the token in the cookie, which is not stored.
  hash text not null unique,
  -- How they signed in: `password` or `sso`.
  method text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Unless it is used before.
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  user_agent text not null,
  stepped_up_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  primary key (workspace_id, session_id),
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);
create index user_session_user on user_session (workspace_id, user_id, created_at);

-- Tokens that are shown or mailed once and work once: to set up, to accept an invitation, to set a new password.
create table user_token (
  workspace_id uuid not null references workspace (workspace_id),
  hash text not null,
  kind text not null check (kind in ('setup', 'invite', 'reset')),
  -- Null for setting up: there is nobody yet.
  user_id uuid,
  made_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, hash),
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);
create unique index user_token_hash on user_token (hash);

-- Groups that rules of approval name.
create table user_group (
  workspace_id uuid not null references workspace (workspace_id),
  group_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (workspace_id, group_id),
  unique (workspace_id, name)
);

create table user_group_member (
  workspace_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, group_id, user_id),
  foreign key (workspace_id, group_id) references user_group (workspace_id, group_id) on delete cascade,
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);
