-- Where the outside tells something else than what was done for a request: one row per request and kind, as long as it
-- is seen so. An operator may say that it is right so: the row stays, and is listed no more.
create table drifts (
  instance_id uuid not null references instances (id) on delete cascade,
  kind text not null,
  company text not null,
  found_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  accepted_at timestamptz,
  repair_asked_at timestamptz,
  primary key (instance_id, kind)
);
create index drifts_of_company on drifts (company, seen_at) where accepted_at is null;
