-- What lists of requests are sorted and filtered by. Words compare without accents, ligatures and case,
-- code point by code point.
alter table instances
  add sort_submitted text collate "C" not null
    generated always as (coalesce(left(state ->> 'submittedAt', 19), '')) stored,
  add sort_decided text collate "C" not null
    generated always as (coalesce(state #>> '{decision,at}', '')) stored,
  add sort_name text collate "C" not null
    generated always as (left(replace(replace(lower(regexp_replace(
      normalize(coalesce(state #>> '{person,name}', ''), NFKD), '[\u0300-\u036f]', '', 'g')),
      'œ', 'oe'), 'æ', 'ae'), 100)) stored,
  add sort_organization text collate "C" not null
    generated always as (left(replace(replace(lower(regexp_replace(
      normalize(coalesce(state #>> '{organization,name}', ''), NFKD), '[\u0300-\u036f]', '', 'g')),
      'œ', 'oe'), 'æ', 'ae'), 100)) stored,
  add source text generated always as (state ->> 'source') stored,
  add owner_id bigint
    generated always as (case when process = 'account-request' then (state ->> 'ownerId')::bigint end) stored;

-- A list reads each step it shows from an index of its own: what is closed costs nothing to who looks at what is open.
create index instances_by_submitted on instances (company, process, step, sort_submitted, created_at, id);
create index instances_by_decided on instances (company, process, step, sort_decided, created_at, id);
create index instances_by_name on instances (company, process, step, sort_name, created_at, id);
create index instances_by_organization on instances (company, process, step, sort_organization, created_at, id);
create index instances_by_owner on instances (company, process, owner_id, step);
create index instances_by_source on instances (company, process, source, step);
-- Read in both directions by keyset, so ascending throughout.
drop index instances_by_step;
create index instances_by_step on instances (company, process, step, created_at, id);
drop index instances_list;

-- How many instances stand in each step is the sum of these changes: writers only add lines, so none waits for another.
create table step_changes (
  company text not null,
  process text not null,
  step text not null,
  change integer not null
);
create index step_changes_of_company on step_changes (company, process);

insert into step_changes (company, process, step, change)
  select company, process, step, count(*) from instances group by company, process, step;

create function note_step_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into step_changes (company, process, step, change) values (old.company, old.process, old.step, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into step_changes (company, process, step, change) values (new.company, new.process, new.step, 1);
  end if;
  return null;
end $$;

create trigger instances_entered_or_left after insert or delete on instances
  for each row execute function note_step_change();
create trigger instances_moved after update of step on instances
  for each row when (old.step is distinct from new.step) execute function note_step_change();

-- Views of the list under a name.
create table saved_views (
  id uuid primary key,
  company text not null,
  staff_id bigint not null,
  name text not null,
  query jsonb not null,
  shared boolean not null,
  created_at timestamptz not null default now()
);
-- The name a person gave is theirs alone, whatever its case.
create unique index saved_views_name on saved_views (company, staff_id, lower(name));
create index saved_views_shared on saved_views (company) where shared;

-- One decision for many requests, and how far it is.
create table bulk_decisions (
  id uuid primary key,
  company text not null,
  command_id uuid not null,
  staff_id bigint not null,
  actor jsonb not null,
  decision jsonb not null,
  request_id text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (company, command_id)
);
create index bulk_decisions_open on bulk_decisions (created_at) where finished_at is null;

create table bulk_decision_items (
  bulk_decision_id uuid not null references bulk_decisions on delete cascade,
  position integer not null,
  -- May be nobody's: then the item says so.
  instance_id uuid not null,
  -- Made from the bulk decision and the request: whoever repeats the item gets the answer given before.
  command_id uuid not null,
  outcome text not null default 'waiting'
    check (outcome in ('waiting', 'advanced', 'ignored', 'refused', 'failed')),
  reason jsonb,
  primary key (bulk_decision_id, position)
);
create index bulk_decision_items_waiting on bulk_decision_items (bulk_decision_id, position)
  where outcome = 'waiting';
