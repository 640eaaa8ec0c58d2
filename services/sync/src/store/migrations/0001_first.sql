-- What the outside sent, recorded before it is acknowledged. `body` is the text as received.
create table deliveries (
  id bigint generated always as identity primary key,
  company text not null,
  source text not null,
  key text not null,
  -- Deliveries of one subject (a person of the CRM) are routed one after the other, in order of arrival.
  subject text not null,
  body text not null,
  request_id text not null,
  received_at timestamptz not null default now(),
  state text not null default 'recorded'
    check (state in ('recorded', 'routed', 'ignored', 'unreadable', 'failed')),
  reason text,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  routed_at timestamptz,
  unique (source, key)
);
create index deliveries_waiting on deliveries (subject, id) where state = 'recorded';
create index deliveries_troubled on deliveries (received_at) where state in ('failed', 'unreadable');

-- One row per process instance: its state, and what lists are made from.
create table instances (
  id uuid primary key,
  company text not null,
  process text not null,
  version integer not null,
  revision integer not null,
  step text not null,
  state jsonb not null,
  search tsvector not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index instances_list on instances (company, process, created_at desc, id desc);
create index instances_by_step on instances (company, process, step, created_at desc, id desc);
create index instances_search on instances using gin (search);

-- Which instance a thing of the outside belongs to (person, deal, e-mail, account …).
create table links (
  company text not null,
  kind text not null,
  value text not null,
  instance_id uuid not null references instances on delete cascade,
  primary key (company, kind, value, instance_id)
);
create index links_of_instance on links (instance_id);

-- Every change of state and every answer to a person: who, from where, when, what, why.
create table journal (
  instance_id uuid not null references instances on delete cascade,
  revision integer not null,
  at timestamptz not null,
  event jsonb not null,
  outcome text not null check (outcome in ('advanced', 'ignored', 'refused')),
  reason jsonb,
  step_before text,
  step_after text not null,
  request_id text,
  id bigint generated always as identity primary key
);
create index journal_of_instance on journal (instance_id, id);

-- The outbox: what the service does outside.
create table effects (
  id uuid primary key,
  instance_id uuid not null references instances on delete cascade,
  ordinal bigint generated always as identity,
  decision integer not null,
  key text not null,
  kind text not null,
  payload jsonb not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'retrying', 'done', 'dead-letter', 'cancelled')),
  attempts integer not null default 0,
  problem jsonb,
  due_at timestamptz not null,
  started_at timestamptz,
  -- Just before the one moment from which a repetition could be noticed outside (the final dot of a mail).
  handed_over_at timestamptz,
  finished_at timestamptz,
  request_id text,
  unique (instance_id, key)
);
create index effects_of_instance on effects (instance_id, ordinal);
create index effects_due on effects (due_at) where state in ('waiting', 'running', 'retrying');
create index effects_dead on effects (finished_at) where state = 'dead-letter';

create table timers (
  instance_id uuid not null references instances on delete cascade,
  name text not null,
  due_at timestamptz not null,
  primary key (instance_id, name)
);
create index timers_due on timers (due_at);

-- The answer given to each command, so that the same command id gets the same answer.
create table commands (
  company text not null,
  id uuid not null,
  staff_id bigint not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (company, id)
);

-- The last known state of the CRM's records: what webhooks and re-reads told, newest wins.
create table crm_records (
  company text not null,
  entity text not null,
  id bigint not null,
  record jsonb not null,
  deleted boolean not null default false,
  person_id bigint,
  organization_id bigint,
  changed_at timestamptz not null,
  primary key (company, entity, id)
);
create index crm_records_of_person on crm_records (company, person_id) where entity = 'deal';
create index crm_records_of_organization on crm_records (company, organization_id) where entity = 'deal';

-- What names of the settings meant when they were first resolved: kept by id after.
create table resolved_names (
  company text not null,
  kind text not null,
  name text not null,
  id bigint not null,
  primary key (company, kind, name)
);

-- Small facts a node leaves for the next: watermarks of sweeps, the CRM's catalogue, the round-robin turn.
create table company_facts (
  company text not null,
  name text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (company, name)
);

create table token_budget (
  company text not null,
  day date not null,
  spent bigint not null default 0,
  primary key (company, day)
);
