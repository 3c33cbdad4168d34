-- What all migrations together make, read from the catalogue. Not to be edited: RIGHTFUL_WRITE_SCHEMA=1 npm test -- db/schema

CREATE OR REPLACE FUNCTION public.begin_review()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  insert into review_begin (workspace_id, at) values (new.workspace_id, clock_timestamp()) on conflict do nothing;
  return new; end $function$;

CREATE OR REPLACE FUNCTION public.check_active_policy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  if new.policy_version <> (select coalesce(max(policy_activation.policy_version), 0)
                              from policy_activation
                             where policy_activation.workspace_id = new.workspace_id) then
    raise exception 'version % of the policy is not active by any right', new.policy_version
      using errcode = 'integrity_constraint_violation'; end if;
  return new; end $function$;

CREATE OR REPLACE FUNCTION public.check_policy_activation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  content text;
  request record;
  revised record;
  merges text;
  why text; begin
  select policy_version.content_hash into content
    from policy_version
   where policy_version.workspace_id = new.workspace_id and policy_version.policy_version = new.policy_version;
  select * into request
    from change_request
   where change_request.workspace_id = new.workspace_id and change_request.change_id = new.change_id;
  select * into revised
    from change_revision
   where change_revision.workspace_id = new.workspace_id and change_revision.change_id = new.change_id
     and change_revision.revision = request.revision;
  select review_setting.merges into merges from review_setting where review_setting.workspace_id = new.workspace_id;
  why := case
    when content is null then 'it is not stored'
    when exists (select 1 from policy_activation
                  where policy_activation.workspace_id = new.workspace_id
                    and policy_activation.policy_version >= new.policy_version)
      then 'a later one was active before'
    when new.kind = 'bootstrap' then
      case when exists (select 1 from policy_activation where policy_activation.workspace_id = new.workspace_id)
        then 'it is not the first' end
    when new.kind = 'direct' then
      case when exists (select 1 from review_begin where review_begin.workspace_id = new.workspace_id)
        then 'changes are reviewed here' end
    when request.change_id is null or revised.change_id is null then 'it has no change request'
    when new.kind = 'end' then case
      when request.ends_at is null or request.ends_at > clock_timestamp() or request.ended_at is null
        or request.policy_version is null then 'the change does not end now'
      when merges is distinct from 'activate' and (
        content is distinct from (select policy_version.content_hash from policy_version
                                   where policy_version.workspace_id = new.workspace_id
                                     and policy_version.policy_version = request.previous_version)
        or request.policy_version is distinct from (select max(policy_activation.policy_version) from policy_activation
                                                     where policy_activation.workspace_id = new.workspace_id))
        then 'it is not what was active before the change' end
    when request.state <> 'active' or request.policy_version is distinct from new.policy_version
      then 'its change request is not active'
    when new.kind <> 'merge' and revised.content_hash <> content then 'its content is not that of the change request'
    when new.kind = 'break_glass' then
      case when not request.is_bypassed or btrim(coalesce(request.reason, '')) = '' then 'no reason is given for going round the review' end
    when new.kind = 'rollback' then case
      when request.kind <> 'rollback' then 'its change request is no rollback'
      when not exists (select 1
                         from policy_activation
                         join policy_version
                           on policy_version.workspace_id = policy_activation.workspace_id
                          and policy_version.policy_version = policy_activation.policy_version
                        where policy_activation.workspace_id = new.workspace_id and policy_version.content_hash = content)
        then 'its content was never active' end
    when new.kind = 'merge' and merges is distinct from 'activate' then 'what is merged is approved anew here'
    when exists (select 1 from missing_approvals(new.workspace_id, new.change_id, null)) then 'approvals are missing' end;
  if why is not null then
    raise exception 'version % of the policy cannot become active: %', new.policy_version, why
      using errcode = 'integrity_constraint_violation'; end if;
  return new; end $function$;

CREATE OR REPLACE FUNCTION public.missing_approvals(workspace uuid, change uuid, eligible uuid[])
 RETURNS TABLE(part text, group_id uuid, needed integer, given integer)
 LANGUAGE plpgsql
 STABLE
AS $function$ begin
  return query
  with revised as (
    select change_revision.revision, change_revision.content_hash, change_revision.parts::jsonb as parts
      from change_request
      join change_revision
        on change_revision.workspace_id = change_request.workspace_id
       and change_revision.change_id = change_request.change_id
       and change_revision.revision = change_request.revision
     where change_request.workspace_id = workspace and change_request.change_id = change
  ), required as (
    select review_rule.part, review_rule.group_id, review_rule.approvals
      from review_rule
     where review_rule.workspace_id = workspace
       and (review_rule.part = 'all' or exists (select 1 from revised where revised.parts ? review_rule.part))
    union all
    select 'all', null, 1
  ), counted as (
    select change_approval.user_id
      from revised
      join change_approval
        on change_approval.workspace_id = workspace and change_approval.change_id = change
       and change_approval.revision = revised.revision and change_approval.content_hash = revised.content_hash
      join user_account
        on user_account.workspace_id = workspace and user_account.user_id = change_approval.user_id
       and user_account.status = 'active'
     where (eligible is null or change_approval.user_id = any (eligible))
       and not exists (
         select 1 from change_revision as authored
          where authored.workspace_id = workspace and authored.change_id = change
            and (authored.author_id = change_approval.user_id
                 or authored.created_by = 'user:' || change_approval.user_id::text))
  ), tallied as (
    select required.part, required.group_id, required.approvals,
           (select count(*)::integer
              from counted
             where required.group_id is null
                or exists (select 1 from user_group_member
                            where user_group_member.workspace_id = workspace
                              and user_group_member.group_id = required.group_id
                              and user_group_member.user_id = counted.user_id)) as given
      from required
  )
  select tallied.part, tallied.group_id, max(tallied.approvals), max(tallied.given)
    from tallied
   where tallied.given < tallied.approvals
   group by tallied.part, tallied.group_id
   order by 1, 2; end $function$;

CREATE OR REPLACE FUNCTION public.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  raise exception '% of % is refused: it is append-only, rows are only added to it', lower(tg_op), tg_table_name
    using errcode = 'integrity_constraint_violation'; end $function$;

create table account_record (
  workspace_id uuid not null,
  account_id text not null,
  from_version bigint not null,
  to_version bigint,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  body text not null,
  changed_by text not null,
  constraint account_record_pkey PRIMARY KEY (workspace_id, account_id, from_version)
);

create table active_policy (
  workspace_id uuid not null,
  policy_version bigint not null,
  constraint active_policy_pkey PRIMARY KEY (workspace_id),
  constraint active_policy_workspace_id_policy_version_key UNIQUE (workspace_id, policy_version)
);

create table api_key (
  workspace_id uuid not null,
  api_key_id uuid not null,
  name text not null,
  prefix text not null,
  hash text not null,
  scopes text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_by text default 'system'::text not null,
  constraint api_key_pkey PRIMARY KEY (workspace_id, api_key_id)
);

create table assignment (
  workspace_id uuid not null,
  lead_id uuid not null,
  role text not null,
  from_version bigint not null,
  to_version bigint,
  owner_id text not null,
  pool_id text,
  decision_id uuid not null,
  assigned_by text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  end_reason text,
  constraint assignment_pkey PRIMARY KEY (workspace_id, lead_id, role, from_version)
);

create table audit_chain (
  workspace_id uuid not null,
  seq bigint not null,
  hash text not null,
  sealed_version bigint not null,
  published_seq bigint not null,
  constraint audit_chain_pkey PRIMARY KEY (workspace_id)
);

create table audit_checkpoint (
  workspace_id uuid not null,
  seq bigint not null,
  hash text not null,
  at timestamp with time zone not null,
  key_id text not null,
  signature text not null,
  constraint audit_checkpoint_pkey PRIMARY KEY (workspace_id, seq)
);

create table audit_entry (
  workspace_id uuid not null,
  entry_id uuid not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  details text not null,
  constraint audit_entry_pkey PRIMARY KEY (workspace_id, entry_id)
);

create table audit_key (
  workspace_id uuid not null,
  key_id text not null,
  public_key text not null,
  created_at timestamp with time zone not null,
  constraint audit_key_pkey PRIMARY KEY (workspace_id, key_id)
);

create table audit_link (
  workspace_id uuid not null,
  seq bigint not null,
  entry_id uuid not null,
  previous text not null,
  hash text not null,
  constraint audit_link_pkey PRIMARY KEY (workspace_id, seq)
);

create table audit_pending (
  workspace_id uuid not null,
  entry_id uuid not null,
  constraint audit_pending_pkey PRIMARY KEY (workspace_id, entry_id)
);

create table calendar_feed (
  workspace_id uuid not null,
  owner_id text not null,
  url text not null,
  body text,
  etag text,
  fetched_at timestamp with time zone,
  next_at timestamp with time zone not null,
  error text,
  constraint calendar_feed_pkey PRIMARY KEY (workspace_id, owner_id, url)
);

create table change_approval (
  workspace_id uuid not null,
  change_id uuid not null,
  revision integer not null,
  user_id uuid not null,
  content_hash text not null,
  approved_at timestamp with time zone not null,
  constraint change_approval_pkey PRIMARY KEY (workspace_id, change_id, revision, user_id)
);

create table change_comment (
  workspace_id uuid not null,
  change_id uuid not null,
  comment_id uuid not null,
  revision integer not null,
  text text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint change_comment_pkey PRIMARY KEY (workspace_id, change_id, comment_id)
);

create table change_request (
  workspace_id uuid not null,
  change_id uuid not null,
  kind text not null,
  title text not null,
  description text not null,
  source text,
  state text not null,
  revision integer not null,
  zone text,
  starts_local text,
  starts_at timestamp with time zone,
  ends_local text,
  ends_at timestamp with time zone,
  reason text,
  is_bypassed boolean not null,
  policy_version bigint,
  previous_version bigint,
  ended_at timestamp with time zone,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  constraint change_request_pkey PRIMARY KEY (workspace_id, change_id),
  constraint change_request_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'rollback'::text]))),
  constraint change_request_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_review'::text, 'approved'::text, 'scheduled'::text, 'active'::text, 'rejected'::text, 'cancelled'::text, 'suspended'::text, 'superseded'::text])))
);

create table change_revision (
  workspace_id uuid not null,
  change_id uuid not null,
  revision integer not null,
  base_version bigint not null,
  content_hash text not null,
  parts text not null,
  touched text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  author_id uuid,
  constraint change_revision_pkey PRIMARY KEY (workspace_id, change_id, revision)
);

create table clock (
  workspace_id uuid not null,
  lead_id uuid not null,
  name text not null,
  from_version bigint not null,
  owner_id text,
  pool_id text,
  target_seconds bigint not null,
  hours text not null,
  zone text,
  started_at timestamp with time zone not null,
  warn_at timestamp with time zone,
  due_at timestamp with time zone,
  next_at timestamp with time zone,
  warned_at timestamp with time zone,
  breached_at timestamp with time zone,
  breach_cause text,
  ended_at timestamp with time zone,
  end_reason text,
  raw_ms bigint,
  working_ms bigint,
  constraint clock_pkey PRIMARY KEY (workspace_id, lead_id, name, from_version)
);

create table decision (
  workspace_id uuid not null,
  decision_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  position integer not null,
  cause text not null,
  policy_version bigint not null,
  roster_version bigint not null,
  outcome text not null,
  reason text,
  owner_id text,
  pool_id text,
  route_id text,
  at timestamp with time zone not null,
  record text not null,
  constraint decision_pkey PRIMARY KEY (workspace_id, version, "position")
);

create table desk (
  workspace_id uuid not null,
  version bigint not null,
  at timestamp with time zone not null,
  roster_version bigint not null,
  policy_version bigint not null,
  accounts_version bigint not null,
  destinations_version bigint not null,
  waking text default ''::text not null,
  constraint desk_pkey PRIMARY KEY (workspace_id)
);

create table desk_batch (
  workspace_id uuid not null,
  version bigint not null,
  batch_id uuid not null,
  node text not null,
  at timestamp with time zone not null,
  constraint desk_batch_pkey PRIMARY KEY (workspace_id, version)
);

create table destination (
  workspace_id uuid not null,
  destination_id uuid not null,
  kind text not null,
  name text not null,
  config text not null,
  active boolean not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint destination_pkey PRIMARY KEY (workspace_id, destination_id)
);

create table directory_group (
  workspace_id uuid not null,
  group_id uuid not null,
  external_id text,
  constraint directory_group_pkey PRIMARY KEY (workspace_id, group_id)
);

create table directory_setting (
  workspace_id uuid not null,
  default_roles text not null,
  group_roles text not null,
  constraint directory_setting_pkey PRIMARY KEY (workspace_id)
);

create table directory_user (
  workspace_id uuid not null,
  user_id uuid not null,
  user_name text not null,
  external_id text,
  given_name text,
  family_name text,
  is_kept boolean not null,
  has_left_roster boolean not null,
  removed_at timestamp with time zone,
  constraint directory_user_pkey PRIMARY KEY (workspace_id, user_id)
);

create table event (
  workspace_id uuid not null,
  version bigint not null,
  position integer not null,
  kind text not null,
  lead_id uuid,
  owner_id text,
  at timestamp with time zone not null,
  body text not null,
  constraint event_pkey PRIMARY KEY (workspace_id, version, "position")
);

create table form (
  workspace_id uuid not null,
  form_id uuid not null,
  name text not null,
  public_key text not null,
  config text not null,
  active boolean not null,
  created_at timestamp with time zone not null,
  constraint form_pkey PRIMARY KEY (workspace_id, form_id)
);

create table hold (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  queue text not null,
  reason text not null,
  priority integer not null,
  since timestamp with time zone not null,
  held_at timestamp with time zone not null,
  retry_at timestamp with time zone,
  pool_ids text[] not null,
  attempts integer not null,
  error text,
  constraint hold_pkey PRIMARY KEY (workspace_id, lead_id)
);

create table identity_provider (
  workspace_id uuid not null,
  provider_id uuid not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  client_secret text,
  admission text not null,
  is_enabled boolean not null,
  created_at timestamp with time zone not null,
  constraint identity_provider_pkey PRIMARY KEY (workspace_id, provider_id),
  constraint identity_provider_workspace_id_name_key UNIQUE (workspace_id, name)
);

create table import_chunk (
  workspace_id uuid not null,
  import_id uuid not null,
  chunk integer not null,
  row_count integer not null,
  body text not null,
  claimed_until timestamp with time zone,
  claimed_by text,
  generation integer not null,
  done_at timestamp with time zone,
  result text,
  constraint import_chunk_pkey PRIMARY KEY (workspace_id, import_id, chunk)
);

create table import_job (
  workspace_id uuid not null,
  import_id uuid not null,
  state text not null,
  name text not null,
  dry_run boolean not null,
  row_count integer not null,
  done_count integer not null,
  error_count integer not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  storing_until timestamp with time zone,
  undo_by text,
  undo_after uuid,
  undo_claimed_until timestamp with time zone,
  withdrawn_count integer default 0 not null,
  kept_count integer default 0 not null,
  constraint import_job_pkey PRIMARY KEY (workspace_id, import_id)
);

create table lead (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  state text not null,
  priority integer not null,
  lane text not null,
  import_id uuid,
  owner_id text,
  pool_id text,
  route_id text,
  account_id text,
  decision_id uuid,
  received_at timestamp with time zone not null,
  assigned_at timestamp with time zone,
  touched_at timestamp with time zone,
  closed_at timestamp with time zone,
  moves text not null,
  attributes text not null,
  constraint lead_pkey PRIMARY KEY (workspace_id, lead_id)
);

create table lead_key (
  workspace_id uuid not null,
  kind text not null,
  key text not null,
  lead_id uuid not null,
  version bigint not null,
  fingerprint text,
  constraint lead_key_pkey PRIMARY KEY (workspace_id, kind, key)
);

create table lead_person (
  workspace_id uuid not null,
  lead_id uuid not null,
  seed text not null,
  given text not null,
  sensitive text,
  constraint lead_person_pkey PRIMARY KEY (workspace_id, lead_id)
);

create table lease (
  workspace_id uuid not null,
  name text not null,
  holder text not null,
  generation bigint not null,
  until timestamp with time zone not null,
  constraint lease_pkey PRIMARY KEY (workspace_id, name)
);

create table ledger (
  workspace_id uuid not null,
  pool_id text not null,
  version bigint not null,
  position integer not null,
  owner_id text not null,
  amount bigint not null,
  kind text not null,
  lead_id uuid,
  reason text,
  at timestamp with time zone not null,
  constraint ledger_pkey PRIMARY KEY (workspace_id, pool_id, version, "position")
);

create table legal_hold (
  workspace_id uuid not null,
  hold_id uuid not null,
  lead_id uuid not null,
  reason text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint legal_hold_pkey PRIMARY KEY (workspace_id, lead_id, hold_id)
);

create table outbox (
  workspace_id uuid not null,
  destination_id uuid not null,
  version bigint not null,
  position integer not null,
  lead_id uuid,
  state text not null,
  attempts integer not null,
  next_at timestamp with time zone,
  claimed_until timestamp with time zone,
  generation integer not null,
  delivered_at timestamp with time zone,
  error text,
  constraint outbox_pkey PRIMARY KEY (workspace_id, destination_id, version, "position")
);

create table owner_absence (
  workspace_id uuid not null,
  owner_id text not null,
  kind text not null,
  version bigint not null,
  noticed_at timestamp with time zone not null,
  constraint owner_absence_pkey PRIMARY KEY (workspace_id, owner_id)
);

create table person_state (
  workspace_id uuid not null,
  owner_id text not null,
  version bigint not null,
  state text not null,
  constraint person_state_pkey PRIMARY KEY (workspace_id, owner_id, version)
);

create table policy_activation (
  workspace_id uuid not null,
  policy_version bigint not null,
  kind text not null,
  change_id uuid,
  at timestamp with time zone not null,
  by text not null,
  constraint policy_activation_pkey PRIMARY KEY (workspace_id, policy_version),
  constraint policy_activation_check CHECK (((change_id IS NULL) = (kind = ANY (ARRAY['bootstrap'::text, 'direct'::text])))),
  constraint policy_activation_kind_check CHECK ((kind = ANY (ARRAY['bootstrap'::text, 'direct'::text, 'review'::text, 'merge'::text, 'break_glass'::text, 'rollback'::text, 'end'::text])))
);

create table policy_content (
  workspace_id uuid not null,
  content_hash text not null,
  name text not null,
  hash text not null,
  document text not null,
  tables text not null,
  created_at timestamp with time zone not null,
  constraint policy_content_pkey PRIMARY KEY (workspace_id, content_hash),
  constraint policy_content_addressed CHECK ((content_hash = encode(sha256(((convert_to(document, 'UTF8'::name) || '\x00'::bytea) || convert_to(tables, 'UTF8'::name))), 'hex'::text)))
);

create table policy_version (
  workspace_id uuid not null,
  policy_version bigint not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  content_hash text not null,
  constraint policy_version_pkey PRIMARY KEY (workspace_id, policy_version)
);

create table pool_state (
  workspace_id uuid not null,
  pool_id text not null,
  version bigint not null,
  state text not null,
  constraint pool_state_pkey PRIMARY KEY (workspace_id, pool_id, version)
);

create table report_schedule (
  workspace_id uuid not null,
  schedule_id uuid not null,
  report text not null,
  every text not null,
  weekday integer not null,
  at text not null,
  zone text not null,
  destination_id uuid not null,
  grouping text,
  pool_id text,
  created_at timestamp with time zone not null,
  created_by text not null,
  last_due date not null,
  sent_for date,
  next_at timestamp with time zone not null,
  error text,
  constraint report_schedule_pkey PRIMARY KEY (workspace_id, schedule_id),
  constraint report_schedule_every_check CHECK ((every = ANY (ARRAY['day'::text, 'week'::text])))
);

create table retention (
  workspace_id uuid not null,
  kind text not null,
  before_version bigint not null,
  swept_at timestamp with time zone not null,
  constraint retention_pkey PRIMARY KEY (workspace_id, kind)
);

create table review_begin (
  workspace_id uuid not null,
  at timestamp with time zone not null,
  constraint review_begin_pkey PRIMARY KEY (workspace_id)
);

create table review_rule (
  workspace_id uuid not null,
  position integer not null,
  part text not null,
  group_id uuid,
  approvals integer not null,
  constraint review_rule_pkey PRIMARY KEY (workspace_id, "position"),
  constraint review_rule_approvals_check CHECK (((approvals >= 1) AND (approvals <= 20)))
);

create table review_setting (
  workspace_id uuid not null,
  merges text not null,
  version integer not null,
  constraint review_setting_pkey PRIMARY KEY (workspace_id),
  constraint review_setting_merges_check CHECK ((merges = ANY (ARRAY['review'::text, 'activate'::text])))
);

create table roster_record (
  workspace_id uuid not null,
  kind text not null,
  record_id text not null,
  from_version bigint not null,
  to_version bigint,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  body text not null,
  changed_by text not null,
  constraint roster_record_pkey PRIMARY KEY (workspace_id, kind, record_id, from_version)
);

create table roster_version (
  workspace_id uuid not null,
  roster_version bigint not null,
  hash text not null,
  constraint roster_version_pkey PRIMARY KEY (workspace_id, roster_version)
);

create table schema_migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null,
  constraint schema_migration_pkey PRIMARY KEY (number)
);

create table sign_in_attempt (
  workspace_id uuid not null,
  hash text not null,
  provider_id uuid not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  session_id uuid,
  expires_at timestamp with time zone not null,
  constraint sign_in_attempt_pkey PRIMARY KEY (workspace_id, hash)
);

create table submission (
  workspace_id uuid not null,
  lead_id uuid not null,
  version bigint not null,
  kind text not null,
  given text not null,
  at timestamp with time zone not null,
  constraint submission_pkey PRIMARY KEY (workspace_id, lead_id, version)
);

create table task (
  workspace_id uuid not null,
  task_id uuid not null,
  kind text not null,
  key text not null,
  lead_id uuid,
  body text not null,
  run_at timestamp with time zone not null,
  attempts integer not null,
  claimed_until timestamp with time zone,
  generation integer not null,
  error text,
  constraint task_pkey PRIMARY KEY (workspace_id, task_id)
);

create table user_account (
  workspace_id uuid not null,
  user_id uuid not null,
  email text not null,
  name text not null,
  roles text not null,
  owner_id text,
  team_ids text default '[]'::text not null,
  status text not null,
  created_at timestamp with time zone not null,
  last_sign_in_at timestamp with time zone,
  constraint user_account_pkey PRIMARY KEY (workspace_id, user_id),
  constraint user_account_workspace_id_email_key UNIQUE (workspace_id, email),
  constraint user_account_email_check CHECK ((email = lower(email))),
  constraint user_account_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);

create table user_credential (
  workspace_id uuid not null,
  user_id uuid not null,
  hash text not null,
  changed_at timestamp with time zone not null,
  constraint user_credential_pkey PRIMARY KEY (workspace_id, user_id)
);

create table user_group (
  workspace_id uuid not null,
  group_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint user_group_pkey PRIMARY KEY (workspace_id, group_id),
  constraint user_group_workspace_id_name_key UNIQUE (workspace_id, name)
);

create table user_group_member (
  workspace_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  constraint user_group_member_pkey PRIMARY KEY (workspace_id, group_id, user_id)
);

create table user_identity (
  workspace_id uuid not null,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  linked_at timestamp with time zone not null,
  constraint user_identity_pkey PRIMARY KEY (workspace_id, issuer, subject)
);

create table user_preference (
  workspace_id uuid not null,
  user_id uuid not null,
  preferences text not null,
  changed_at timestamp with time zone not null,
  constraint user_preference_pkey PRIMARY KEY (workspace_id, user_id)
);

create table user_session (
  workspace_id uuid not null,
  session_id uuid not null,
  user_id uuid not null,
  hash text not null,
  method text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  idle_until timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ip text not null,
  user_agent text not null,
  stepped_up_at timestamp with time zone,
  ended_at timestamp with time zone,
  end_reason text,
  constraint user_session_pkey PRIMARY KEY (workspace_id, session_id),
  constraint user_session_hash_key UNIQUE (hash)
);

create table user_token (
  workspace_id uuid not null,
  hash text not null,
  kind text not null,
  user_id uuid,
  made_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint user_token_pkey PRIMARY KEY (workspace_id, hash),
  constraint user_token_kind_check CHECK ((kind = ANY (ARRAY['setup'::text, 'invite'::text, 'reset'::text])))
);

create table what_if (
  workspace_id uuid not null,
  what_if_id text not null,
  state text not null,
  ask text not null,
  done_count integer not null,
  total_count integer not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  finished_at timestamp with time zone,
  error text,
  result text,
  constraint what_if_pkey PRIMARY KEY (workspace_id, what_if_id)
);

create table what_if_lead (
  workspace_id uuid not null,
  what_if_id text not null,
  position integer not null,
  lead_id uuid not null,
  base_owner_id text,
  candidate_owner_id text,
  body text not null,
  constraint what_if_lead_pkey PRIMARY KEY (workspace_id, what_if_id, "position")
);

create table workspace (
  workspace_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint workspace_pkey PRIMARY KEY (workspace_id)
);

create table workspace_key (
  workspace_id uuid not null,
  purpose text not null,
  sealed text not null,
  constraint workspace_key_pkey PRIMARY KEY (workspace_id, purpose)
);

alter table active_policy add constraint active_policy_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table api_key add constraint api_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table change_approval add constraint change_approval_workspace_id_change_id_revision_fkey FOREIGN KEY (workspace_id, change_id, revision) REFERENCES change_revision(workspace_id, change_id, revision);

alter table change_comment add constraint change_comment_workspace_id_change_id_fkey FOREIGN KEY (workspace_id, change_id) REFERENCES change_request(workspace_id, change_id);

alter table change_request add constraint change_request_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table change_revision add constraint change_revision_workspace_id_base_version_fkey FOREIGN KEY (workspace_id, base_version) REFERENCES policy_version(workspace_id, policy_version);

alter table change_revision add constraint change_revision_workspace_id_change_id_fkey FOREIGN KEY (workspace_id, change_id) REFERENCES change_request(workspace_id, change_id);

alter table change_revision add constraint change_revision_workspace_id_content_hash_fkey FOREIGN KEY (workspace_id, content_hash) REFERENCES policy_content(workspace_id, content_hash);

alter table desk add constraint desk_active_policy FOREIGN KEY (workspace_id, policy_version) REFERENCES active_policy(workspace_id, policy_version) ON UPDATE CASCADE;

alter table directory_group add constraint directory_group_workspace_id_group_id_fkey FOREIGN KEY (workspace_id, group_id) REFERENCES user_group(workspace_id, group_id) ON DELETE CASCADE;

alter table directory_setting add constraint directory_setting_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table directory_user add constraint directory_user_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table identity_provider add constraint identity_provider_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table policy_activation add constraint policy_activation_workspace_id_change_id_fkey FOREIGN KEY (workspace_id, change_id) REFERENCES change_request(workspace_id, change_id);

alter table policy_activation add constraint policy_activation_workspace_id_policy_version_fkey FOREIGN KEY (workspace_id, policy_version) REFERENCES policy_version(workspace_id, policy_version);

alter table policy_content add constraint policy_content_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table policy_version add constraint policy_version_workspace_id_content_hash_fkey FOREIGN KEY (workspace_id, content_hash) REFERENCES policy_content(workspace_id, content_hash);

alter table report_schedule add constraint report_schedule_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table review_begin add constraint review_begin_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table review_rule add constraint review_rule_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table review_setting add constraint review_setting_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table sign_in_attempt add constraint sign_in_attempt_workspace_id_provider_id_fkey FOREIGN KEY (workspace_id, provider_id) REFERENCES identity_provider(workspace_id, provider_id) ON DELETE CASCADE;

alter table user_account add constraint user_account_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_credential add constraint user_credential_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_group add constraint user_group_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_group_member add constraint user_group_member_workspace_id_group_id_fkey FOREIGN KEY (workspace_id, group_id) REFERENCES user_group(workspace_id, group_id) ON DELETE CASCADE;

alter table user_group_member add constraint user_group_member_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_identity add constraint user_identity_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_preference add constraint user_preference_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_session add constraint user_session_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table user_token add constraint user_token_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

alter table user_token add constraint user_token_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES user_account(workspace_id, user_id) ON DELETE CASCADE;

alter table workspace_key add constraint workspace_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(workspace_id);

CREATE INDEX account_record_changed ON account_record USING btree (workspace_id, from_version);

CREATE UNIQUE INDEX account_record_current ON account_record USING btree (workspace_id, account_id) WHERE (to_version IS NULL);

CREATE INDEX account_record_ended ON account_record USING btree (workspace_id, to_version) WHERE (to_version IS NOT NULL);

CREATE UNIQUE INDEX api_key_hash ON api_key USING btree (hash);

CREATE INDEX assignment_ended ON assignment USING btree (workspace_id, to_version) WHERE (to_version IS NOT NULL);

CREATE INDEX assignment_further ON assignment USING btree (workspace_id, owner_id, lead_id) WHERE ((to_version IS NULL) AND (role <> 'owner'::text));

CREATE UNIQUE INDEX assignment_open ON assignment USING btree (workspace_id, lead_id, role) WHERE (to_version IS NULL);

CREATE INDEX audit_entry_at ON audit_entry USING btree (workspace_id, ((action = 'decisions.sealed'::text)), at, entry_id);

CREATE UNIQUE INDEX audit_link_entry ON audit_link USING btree (workspace_id, entry_id);

CREATE INDEX change_request_due ON change_request USING btree (workspace_id, starts_at) WHERE (state = 'scheduled'::text);

CREATE INDEX change_request_ending ON change_request USING btree (workspace_id, ends_at) WHERE ((ends_at IS NOT NULL) AND (ended_at IS NULL) AND (policy_version IS NOT NULL));

CREATE INDEX clock_next ON clock USING btree (workspace_id, next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX clock_running ON clock USING btree (workspace_id, ((breached_at IS NOT NULL)), due_at, lead_id, name) WHERE ((ended_at IS NULL) AND (due_at IS NOT NULL));

CREATE UNIQUE INDEX decision_id ON decision USING btree (workspace_id, decision_id);

CREATE INDEX decision_lead ON decision USING btree (workspace_id, lead_id);

CREATE UNIQUE INDEX desk_batch_id ON desk_batch USING btree (workspace_id, batch_id);

CREATE UNIQUE INDEX directory_user_name ON directory_user USING btree (workspace_id, lower(user_name)) WHERE (removed_at IS NULL);

CREATE INDEX event_lead ON event USING btree (workspace_id, lead_id) WHERE (lead_id IS NOT NULL);

CREATE UNIQUE INDEX form_public_key ON form USING btree (public_key);

CREATE INDEX hold_cause ON hold USING btree (workspace_id, queue, reason, since, lead_id);

CREATE INDEX hold_queue ON hold USING btree (workspace_id, ((- priority)), since, lead_id);

CREATE INDEX hold_retry ON hold USING btree (workspace_id, retry_at) WHERE (retry_at IS NOT NULL);

CREATE UNIQUE INDEX identity_provider_id ON identity_provider USING btree (provider_id);

CREATE INDEX import_chunk_open ON import_chunk USING btree (workspace_id, import_id, chunk) WHERE (done_at IS NULL);

CREATE INDEX import_job_open ON import_job USING btree (workspace_id, import_id) WHERE (state = ANY (ARRAY['storing'::text, 'running'::text, 'undoing'::text]));

CREATE INDEX lead_import ON lead USING btree (workspace_id, import_id, lead_id) WHERE (import_id IS NOT NULL);

CREATE INDEX lead_owner ON lead USING btree (workspace_id, owner_id, state, received_at) WHERE (owner_id IS NOT NULL);

CREATE INDEX lead_pool ON lead USING btree (workspace_id, pool_id, state, received_at) WHERE (pool_id IS NOT NULL);

CREATE INDEX lead_route ON lead USING btree (workspace_id, route_id, state, received_at) WHERE (route_id IS NOT NULL);

CREATE INDEX lead_state ON lead USING btree (workspace_id, state, received_at);

CREATE INDEX legal_hold_id ON legal_hold USING btree (workspace_id, hold_id);

CREATE INDEX outbox_failed ON outbox USING btree (workspace_id, destination_id, version, "position") WHERE (state = 'failed'::text);

CREATE INDEX outbox_next ON outbox USING btree (workspace_id, destination_id, next_at) WHERE (next_at IS NOT NULL);

CREATE UNIQUE INDEX policy_activation_change ON policy_activation USING btree (workspace_id, change_id, ((kind = 'end'::text))) WHERE (change_id IS NOT NULL);

CREATE INDEX report_schedule_next ON report_schedule USING btree (workspace_id, next_at);

CREATE UNIQUE INDEX roster_record_current ON roster_record USING btree (workspace_id, kind, record_id) WHERE (to_version IS NULL);

CREATE INDEX sign_in_attempt_expired ON sign_in_attempt USING btree (workspace_id, expires_at);

CREATE INDEX submission_version ON submission USING btree (workspace_id, version);

CREATE UNIQUE INDEX task_key ON task USING btree (workspace_id, kind, key);

CREATE INDEX task_run ON task USING btree (workspace_id, run_at);

CREATE UNIQUE INDEX user_account_owner ON user_account USING btree (workspace_id, owner_id) WHERE (owner_id IS NOT NULL);

CREATE INDEX user_identity_user ON user_identity USING btree (workspace_id, user_id);

CREATE INDEX user_session_user ON user_session USING btree (workspace_id, user_id, created_at);

CREATE UNIQUE INDEX user_token_hash ON user_token USING btree (hash);

CREATE INDEX what_if_created ON what_if USING btree (workspace_id, created_at, what_if_id);

CREATE INDEX what_if_waiting ON what_if USING btree (workspace_id, created_at) WHERE (state = 'waiting'::text);

CREATE TRIGGER active_policy_by_right BEFORE INSERT OR UPDATE ON active_policy FOR EACH ROW EXECUTE FUNCTION check_active_policy();

CREATE TRIGGER active_policy_stays BEFORE DELETE OR TRUNCATE ON active_policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER audit_checkpoint_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER audit_key_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER change_approval_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON change_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER change_comment_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON change_comment FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER change_revision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON change_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER policy_activation_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON policy_activation FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER policy_activation_by_right BEFORE INSERT ON policy_activation FOR EACH ROW EXECUTE FUNCTION check_policy_activation();

CREATE TRIGGER policy_content_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON policy_content FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER policy_version_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON policy_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER review_begin_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON review_begin FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER review_rule_begins_review AFTER INSERT ON review_rule FOR EACH ROW EXECUTE FUNCTION begin_review();

CREATE TRIGGER review_setting_begins_review AFTER INSERT ON review_setting FOR EACH ROW EXECUTE FUNCTION begin_review();

CREATE TRIGGER user_account_begins_review AFTER INSERT ON user_account FOR EACH ROW EXECUTE FUNCTION begin_review();
