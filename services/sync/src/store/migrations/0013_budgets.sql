-- What a company has spent of a vendor's tokens, by the hour and by what it was for: forecasts are made of it.
create table token_hours (
  company text not null,
  hour timestamptz not null,
  purpose text not null,
  spent bigint not null default 0,
  primary key (company, hour, purpose)
);

-- What the vendor, or the operator, last said of the day: its tokens in all, and what is left of them.
alter table token_budget
  add column allowance bigint,
  add column remaining bigint;

-- Which part of a vendor's short-term limit each node makes use of: together never more than the limit.
create table call_leases (
  company text not null,
  -- Such as "pipedrive" or "pipedrive-search": a limit of its own each.
  kind text not null,
  node uuid not null,
  share integer not null,
  wanted integer not null,
  -- The limit the vendor told this node; null: it has had no answer yet.
  told integer,
  -- A node that gave back a part may have made its calls a moment ago: until then they count.
  share_before integer not null default 0,
  before_until timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (company, kind, node)
);
