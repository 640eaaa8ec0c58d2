-- At once: whoever writes meanwhile would hold one of them and wait for another.
lock table instances, crm_records, step_changes in access exclusive mode;

-- Who may see records of the CRM, as it told us: each set of people once, of however many records it was told.
create table audiences (
  id bigint generated always as identity primary key,
  company text not null,
  -- A digest of the set: hundreds of ids are too long for an index.
  key text not null,
  -- Everybody of the team, also who joins it later.
  everybody boolean not null,
  staff_ids bigint[] not null,
  unique (company, key)
);

-- Null: never told. What is told of a record may be older than who may see it, and the other way round.
alter table crm_records add audience_id bigint, add audience_at timestamptz;

-- Who may see a request: as its deal, and as its person as long as nothing was told of a deal. The triggers below keep
-- it, so that a list or a count asks one column and no decision costs a statement more.
alter table instances add audience_id bigint;
alter table step_changes add audience_id bigint;
-- Who adds lines up without a word of their audience would show them to everybody: refused, they stay as they are.
alter table step_changes alter audience_id set default 0, add constraint audience_known check (audience_id <> 0);

create function audience_of_request(in_company text, state jsonb) returns bigint language sql stable as $$
  select coalesce(
    (select audience_id from crm_records
      where company = in_company and entity = 'deal' and id = (state ->> 'dealId')::bigint),
    (select audience_id from crm_records
      where company = in_company and entity = 'person' and id = (state #>> '{person,id}')::bigint))
$$;

create function take_audience() returns trigger language plpgsql as $$
begin
  new.audience_id := audience_of_request(new.company, new.state);
  return new;
end $$;

create trigger instances_entered_with_audience before insert on instances
  for each row when (new.process = 'account-request') execute function take_audience();
create trigger instances_of_another_record before update of state on instances
  for each row when (new.process = 'account-request'
    and (old.state -> 'dealId' is distinct from new.state -> 'dealId'
      or old.state #> '{person,id}' is distinct from new.state #> '{person,id}'))
  execute function take_audience();

create function tell_audience() returns trigger language plpgsql as $$
declare
  linked uuid[];
begin
  select array_agg(instance_id) into linked from (
    select instance_id from links where company = new.company and kind = new.entity and value = new.id::text
    union
    select instance_id from links where company = new.company and kind = 'person' and value = new.person_id::text
  ) as either;
  -- Most records are nobody's request.
  if linked is null then
    return null;
  end if;
  -- Locked before they are read: a request that makes this deal its own at this very moment has done so then. Its link
  -- may be as new as that, the one to its person is not.
  perform 1 from instances where id = any(linked) order by created_at, id for update;
  update instances set audience_id = audience_of_request(company, state)
  where id = any(linked) and process = 'account-request'
    and audience_id is distinct from audience_of_request(company, state);
  return null;
end $$;

create trigger crm_records_entered_with_audience after insert on crm_records
  for each row when (new.audience_id is not null and new.entity in ('deal', 'person'))
  execute function tell_audience();
create trigger crm_records_seen_by_others after update of audience_id on crm_records
  for each row when (new.audience_id is distinct from old.audience_id and new.entity in ('deal', 'person'))
  execute function tell_audience();

-- The counts know who may see what they count.
create or replace function note_step_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into step_changes (company, process, step, audience_id, change)
      values (old.company, old.process, old.step, old.audience_id, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into step_changes (company, process, step, audience_id, change)
      values (new.company, new.process, new.step, new.audience_id, 1);
  end if;
  return null;
end $$;

drop trigger instances_moved on instances;
-- Of no column in particular: an audience is taken by a trigger, which no list of columns would notice.
create trigger instances_moved after update on instances
  for each row when (old.step is distinct from new.step or old.audience_id is distinct from new.audience_id)
  execute function note_step_change();
