-- What policies say, each text once, under the SHA-256 of that very text.
create table policy_content (
  workspace_id uuid not null references workspace (workspace_id),
  content_hash text not null,
  name text not null,
  -- What it means, as decisions record it: layout and comments do not change it.
  hash text not null,
  document text not null,
  -- JSON with sorted names: the text of each decision table by file name.
  tables text not null,
  created_at timestamptz not null,
  primary key (workspace_id, content_hash),
  constraint policy_content_addressed
    check (content_hash = encode(sha256(convert_to(document, 'UTF8') || '\x00'::bytea || convert_to(tables, 'UTF8')), 'hex'))
);
alter table policy_version add column content_hash text;
update policy_version
   set content_hash = encode(sha256(convert_to(document, 'UTF8') || '\x00'::bytea || convert_to(tables, 'UTF8')), 'hex');
insert into policy_content (workspace_id, content_hash, name, hash, document, tables, created_at)
select distinct on (workspace_id, content_hash) workspace_id, content_hash, name, hash, document, tables, created_at
  from policy_version
 order by workspace_id, content_hash, policy_version;
alter table policy_version
  alter column content_hash set not null,
  drop column name,
  drop column hash,
  drop column document,
  drop column tables,
  add foreign key (workspace_id, content_hash) references policy_content (workspace_id, content_hash);

-- Changes of the policy on their way to being active.
create table change_request (
  workspace_id uuid not null references workspace (workspace_id),
  change_id uuid not null,
  kind text not null check (kind in ('edit', 'rollback')),
  title text not null,
  description text not null,
  -- JSON: the commit that it was made from; null: not from a repository.
  source text,
  state text not null check (state in
    ('draft', 'in_review', 'approved', 'scheduled', 'active', 'rejected', 'cancelled', 'suspended', 'superseded')),
  revision integer not null,
  -- When it is to take effect, and before when it ends: as it was asked for, with its zone, and as an instant.
  zone text,
  starts_local text,
  starts_at timestamptz,
  ends_local text,
  ends_at timestamptz,
  -- Why it was rejected, cancelled, suspended or made active without review.
  reason text,
  is_bypassed boolean not null,
  -- As which version it became active, and which one decided before.
  policy_version bigint,
  previous_version bigint,
  -- When its end was carried out.
  ended_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, change_id)
);
create index change_request_due on change_request (workspace_id, starts_at) where state = 'scheduled';
create index change_request_ending on change_request (workspace_id, ends_at)
  where ends_at is not null and ended_at is null and policy_version is not null;

-- What a change said after each edit, and who edited it: those never count among its approvers.
create table change_revision (
  workspace_id uuid not null,
  change_id uuid not null,
  revision integer not null,
  base_version bigint not null,
  content_hash text not null,
  -- Parts of the policy that differ from the base: by name for rules of review, one by one for what is in conflict. JSON.
  parts text not null,
  touched text not null,
  created_at timestamptz not null,
  created_by text not null,
  -- The person, or who made the API key; null: nobody who could approve.
  author_id uuid,
  primary key (workspace_id, change_id, revision),
  foreign key (workspace_id, change_id) references change_request (workspace_id, change_id),
  foreign key (workspace_id, base_version) references policy_version (workspace_id, policy_version),
  foreign key (workspace_id, content_hash) references policy_content (workspace_id, content_hash)
);

-- Approvals hold for one revision and one content and for nothing else.
create table change_approval (
  workspace_id uuid not null,
  change_id uuid not null,
  revision integer not null,
  user_id uuid not null,
  content_hash text not null,
  approved_at timestamptz not null,
  primary key (workspace_id, change_id, revision, user_id),
  foreign key (workspace_id, change_id, revision) references change_revision (workspace_id, change_id, revision)
);

create table change_comment (
  workspace_id uuid not null,
  change_id uuid not null,
  comment_id uuid not null,
  revision integer not null,
  text text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, change_id, comment_id),
  foreign key (workspace_id, change_id) references change_request (workspace_id, change_id)
);

-- How many approvals a change needs that touches a part, and from which group; `all` is every change.
create table review_rule (
  workspace_id uuid not null references workspace (workspace_id),
  position integer not null,
  part text not null,
  group_id uuid,
  approvals integer not null check (approvals between 1 and 20),
  primary key (workspace_id, position)
);
-- What becomes of a change that is due when another version than its base is active: approved anew, or merged where nothing conflicts.
create table review_setting (
  workspace_id uuid not null references workspace (workspace_id),
  merges text not null check (merges in ('review', 'activate')),
  version integer not null,
  primary key (workspace_id)
);
-- Workspaces in which versions no longer become active without review: there was a user, or rules of review.
create table review_begin (
  workspace_id uuid not null references workspace (workspace_id),
  at timestamptz not null,
  primary key (workspace_id)
);
insert into review_begin (workspace_id, at)
select distinct workspace_id, now() from user_account;

-- By what right each version became active. Everything that makes one active comes through here.
create table policy_activation (
  workspace_id uuid not null,
  policy_version bigint not null,
  kind text not null check (kind in ('bootstrap', 'direct', 'review', 'merge', 'break_glass', 'rollback', 'end')),
  change_id uuid,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, policy_version),
  check ((change_id is null) = (kind in ('bootstrap', 'direct'))),
  foreign key (workspace_id, policy_version) references policy_version (workspace_id, policy_version),
  foreign key (workspace_id, change_id) references change_request (workspace_id, change_id)
);
create unique index policy_activation_change on policy_activation (workspace_id, change_id, (kind = 'end')) where change_id is not null;
insert into policy_activation (workspace_id, policy_version, kind, at, by)
select workspace_id, policy_version, 'bootstrap', created_at, created_by from policy_version;

-- The one version that is active; 0: none yet. The desk follows it and cannot have another.
create table active_policy (
  workspace_id uuid not null references workspace (workspace_id),
  policy_version bigint not null,
  primary key (workspace_id),
  unique (workspace_id, policy_version)
);
insert into active_policy (workspace_id, policy_version)
select workspace_id, policy_version from desk;
alter table desk add constraint desk_active_policy foreign key (workspace_id, policy_version)
  references active_policy (workspace_id, policy_version) on update cascade;

alter table api_key add column created_by text not null default 'system';

create function begin_review() returns trigger language plpgsql as $$ begin
  insert into review_begin (workspace_id, at) values (new.workspace_id, clock_timestamp()) on conflict do nothing;
  return new; end $$;
create trigger user_account_begins_review after insert on user_account for each row execute function begin_review();
create trigger review_rule_begins_review after insert on review_rule for each row execute function begin_review();
create trigger review_setting_begins_review after insert on review_setting for each row execute function begin_review();

-- Which rules of review a change does not fulfil as it stands. Its authors never count, nor does anybody who cannot sign in any
-- more. `eligible`: only these people count; null: everybody.
create function missing_approvals(workspace uuid, change uuid, eligible uuid[])
returns table (part text, group_id uuid, needed integer, given integer) language plpgsql stable as $$ begin
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
   order by 1, 2; end $$;

create function check_policy_activation() returns trigger language plpgsql as $$
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
  return new; end $$;
create trigger policy_activation_by_right before insert on policy_activation
  for each row execute function check_policy_activation();

create function check_active_policy() returns trigger language plpgsql as $$ begin
  if new.policy_version <> (select coalesce(max(policy_activation.policy_version), 0)
                              from policy_activation
                             where policy_activation.workspace_id = new.workspace_id) then
    raise exception 'version % of the policy is not active by any right', new.policy_version
      using errcode = 'integrity_constraint_violation'; end if;
  return new; end $$;
create trigger active_policy_by_right before insert or update on active_policy
  for each row execute function check_active_policy();

create trigger active_policy_stays before delete or truncate on active_policy for each statement execute function refuse_rewriting();
create trigger policy_content_append_only before update or delete or truncate on policy_content
  for each statement execute function refuse_rewriting();
create trigger policy_version_append_only before update or delete or truncate on policy_version
  for each statement execute function refuse_rewriting();
create trigger policy_activation_append_only before update or delete or truncate on policy_activation
  for each statement execute function refuse_rewriting();
create trigger change_revision_append_only before update or delete or truncate on change_revision
  for each statement execute function refuse_rewriting();
create trigger change_approval_append_only before update or delete or truncate on change_approval
  for each statement execute function refuse_rewriting();
create trigger change_comment_append_only before update or delete or truncate on change_comment
  for each statement execute function refuse_rewriting();
create trigger review_begin_append_only before update or delete or truncate on review_begin
  for each statement execute function refuse_rewriting();
