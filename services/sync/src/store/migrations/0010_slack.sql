-- At once: whoever writes meanwhile would hold one of them and wait for another.
lock table instances, companies in share row exclusive mode;

-- Which requests changed since Slack last showed them: written with the change itself, deleted by who shows it.
create table approval_changes (
  -- No reference: checking it takes a lock on the request, and whoever holds that may be about to mark it.
  instance_id uuid primary key,
  company text not null,
  changed_at timestamptz not null default clock_timestamp(),
  -- Later than now: another look, at the end of an undo window or after a failure.
  due_at timestamptz not null default clock_timestamp(),
  -- A node is at it until then; it says so again and again.
  held_until timestamptz,
  attempts integer not null default 0,
  problem jsonb
);
create index approval_changes_due on approval_changes (company, due_at);

-- The message of a request in a channel, and how far its thread tells the story.
create table approval_messages (
  instance_id uuid not null references instances on delete cascade,
  company text not null,
  channel text not null,
  -- Null: no post is known to have arrived.
  ts text,
  -- A post left, and its answer has not been heard: it is looked for before another one leaves.
  posting_since timestamptz,
  -- Digest of what is shown, and the revision of the request that it was made of.
  shown text,
  revision integer not null default 0,
  -- The last journal line of the thread, and the one that a reply under way goes up to.
  told_line bigint not null default 0,
  telling_line bigint,
  telling_since timestamptz,
  reminded_at timestamptz,
  escalated_at timestamptz,
  nudging_since timestamptz,
  primary key (instance_id, channel),
  unique (channel, ts)
);
create index approval_messages_of_company on approval_messages (company);

create table slack_workspaces (
  company text primary key references companies on delete cascade,
  team_id text not null,
  enterprise_id text,
  team_name text not null,
  -- Sealed, see sealed.ts.
  bot_token text not null,
  bot_id text not null,
  bot_user_id text not null,
  scopes text[] not null,
  connected_at timestamptz not null default clock_timestamp(),
  -- Why it does not work any more, in staff words.
  problem jsonb
);
-- A workspace decides for one company.
create unique index slack_workspaces_of_team on slack_workspaces (team_id);

-- People of Slack as they were last read; staff_id null: nobody of the CRM.
create table slack_people (
  company text not null,
  team_id text not null,
  user_id text not null,
  staff_id bigint,
  email text,
  name text not null,
  is_guest boolean not null,
  language text not null,
  time_zone text,
  checked_at timestamptz not null default clock_timestamp(),
  home_opened_at timestamptz,
  -- What their Home shows: section, page.
  home jsonb,
  primary key (team_id, user_id)
);
create index slack_people_at_home on slack_people (company, home_opened_at) where home_opened_at is not null;

-- Requests of Slack that were let in: the same signature a second time is a replay.
create table slack_requests_seen (
  signature text primary key,
  seen_at timestamptz not null default clock_timestamp()
);
create index slack_requests_seen_at on slack_requests_seen (seen_at);

-- Who decides for whom while they are away.
create table delegations (
  id bigint generated always as identity primary key,
  company text not null,
  staff_id bigint not null,
  delegate_id bigint not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  made_at timestamptz not null default clock_timestamp(),
  check (staff_id <> delegate_id and from_at < until_at)
);
create index delegations_in_force on delegations (company, until_at);

-- One digest a day and company.
create table slack_digests (
  company text not null,
  day date not null,
  channel text not null,
  posting_since timestamptz,
  posted_at timestamptz,
  primary key (company, day)
);

-- Who may see a request is part of what its message shows. Of a request without message nothing is to be shown anew.
create function mark_shown_anew() returns trigger language plpgsql as $$
begin
  insert into approval_changes (instance_id, company)
  select new.id, new.company from approval_messages where instance_id = new.id limit 1
  on conflict (instance_id) do update set changed_at = excluded.changed_at,
    due_at = case when approval_changes.attempts > 0
        and approval_changes.problem ->> 'word' in ('retry-later', 'sign-in-again')
      then approval_changes.due_at else excluded.due_at end,
    attempts = case when approval_changes.problem ->> 'word' in ('retry-later', 'sign-in-again')
      then approval_changes.attempts else 0 end;
  return null;
end $$;

create trigger instances_seen_by_others after update on instances
  for each row when (old.audience_id is distinct from new.audience_id) execute function mark_shown_anew();
