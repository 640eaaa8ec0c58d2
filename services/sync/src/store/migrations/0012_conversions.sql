-- Rules of follow-ups as they were from an instant on; whoever began in a version stays in it.
create table follow_up_versions (
  company text not null,
  key text not null,
  number integer not null,
  since timestamptz not null default clock_timestamp(),
  -- The rule and the words of its mails, see packages/core/src/follow-up-version.ts.
  content jsonb not null,
  primary key (company, key, number)
);

-- Addresses that no follow-up is sent to any more. Kept for as long as the store: forgetting one would write again.
create table opt_outs (
  company text not null,
  email text not null,
  at timestamptz not null default clock_timestamp(),
  -- 'client', or the name of the colleague who was told.
  told_by text not null,
  primary key (company, email)
);

-- Calendars of promises by a secret link: a digest of the secret alone is kept.
create table calendar_feeds (
  company text not null,
  staff_id bigint not null,
  secret_digest text not null unique,
  made_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  primary key (company, staff_id)
);

-- Digests of a week that were sent, one for each owner.
create table week_digests (
  company text not null,
  staff_id bigint not null,
  -- The Monday, or whichever day the week is told on.
  day date not null,
  sent_at timestamptz not null default clock_timestamp(),
  primary key (company, staff_id, day)
);

-- What is due next, whose it is, what stands in the way, whose deal is still being made. Columns, not indexes over the
-- state: a change of the state alone then touches no index, of requests as little as of conversions (0007).
alter table instances
  add due_on text collate "C"
    generated always as (case when process = 'customer-conversion'
      then coalesce(state ->> 'nextDueOn', '9999-12-31') end) stored,
  add deal_owner_id bigint
    generated always as (case when process = 'customer-conversion'
      then (state -> 'place' ->> 'ownerId')::bigint end) stored,
  add is_blocked boolean not null
    generated always as (process = 'customer-conversion' and state ->> 'blocked' is not null) stored,
  add is_deal_coming boolean not null
    generated always as (process = 'customer-conversion' and state ->> 'dealId' is null) stored;

-- Lists and the picture of the process read each step in the order of its days.
create index conversions_by_due on instances (company, step, due_on, id) where process = 'customer-conversion';
-- The day of a colleague, their feed and their digest.
create index conversions_by_owner on instances (company, deal_owner_id, due_on, id)
  where process = 'customer-conversion';
create index conversions_blocked on instances (company, step) where process = 'customer-conversion' and is_blocked;
-- Each new deal of the pipeline may be one of a suspect whose deal is still being made.
create index conversions_without_deal on instances (company) where process = 'customer-conversion' and is_deal_coming;

-- Conversions are seen as requests are (0009): by their deal, and by their person as long as nothing was told of a deal.
drop trigger instances_entered_with_audience on instances;
create trigger instances_entered_with_audience before insert on instances
  for each row when (new.process in ('account-request', 'customer-conversion')) execute function take_audience();
drop trigger instances_of_another_record on instances;
create trigger instances_of_another_record before update of state on instances
  for each row when (new.process in ('account-request', 'customer-conversion')
    and (old.state -> 'dealId' is distinct from new.state -> 'dealId'
      or old.state #> '{person,id}' is distinct from new.state #> '{person,id}'))
  execute function take_audience();

create or replace function tell_audience() returns trigger language plpgsql as $$
declare
  linked uuid[];
begin
  select array_agg(instance_id) into linked from (
    select instance_id from links
    where company = new.company and kind in (new.entity, 'conversion-' || new.entity) and value = new.id::text
    union
    select instance_id from links
    where company = new.company and kind in ('person', 'conversion-person') and value = new.person_id::text
  ) as either;
  -- Most records are nobody's request, and nobody's conversion.
  if linked is null then
    return null;
  end if;
  -- Locked before they are read: a request that makes this deal its own at this very moment has done so then. Its link
  -- may be as new as that, the one to its person is not.
  perform 1 from instances where id = any(linked) order by created_at, id for update;
  update instances set audience_id = audience_of_request(company, state)
  where id = any(linked) and process in ('account-request', 'customer-conversion')
    and audience_id is distinct from audience_of_request(company, state);
  return null;
end $$;
