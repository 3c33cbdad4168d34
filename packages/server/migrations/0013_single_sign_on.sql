-- Who vouches for people beside their passwords.
create table identity_provider (
  workspace_id uuid not null references workspace (workspace_id),
  provider_id uuid not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  -- Sealed by the workspace's key; null: the client has none.
  client_secret text,
  -- How people come in and what they get, as JSON.
  admission text not null,
  is_enabled boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, provider_id),
  unique (workspace_id, name)
);
create unique index identity_provider_id on identity_provider (provider_id);

-- Who a provider's people are here: by what the provider never gives to anybody else.
create table user_identity (
  workspace_id uuid not null,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  linked_at timestamptz not null,
  primary key (workspace_id, issuer, subject),
  foreign key (workspace_id, user_id) references user_account (workspace_id, user_id) on delete cascade
);
create index user_identity_user on user_identity (workspace_id, user_id);

-- Sign-ins under way, each of one browser and used once.
create table sign_in_attempt (
  workspace_id uuid not null,
  -- Of the token in the browser's cookie, which is not stored.
  hash text not null,
  provider_id uuid not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  -- The session whose person proves anew who they are; null: somebody signs in.
  session_id uuid,
  expires_at timestamptz not null,
  primary key (workspace_id, hash),
  foreign key (workspace_id, provider_id) references identity_provider (workspace_id, provider_id) on delete cascade
);
create index sign_in_attempt_expired on sign_in_attempt (workspace_id, expires_at);
