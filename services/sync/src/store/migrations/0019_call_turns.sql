-- The lines in which calls of all nodes leave, where a vendor takes so few that a part of each node would be less than
-- one: posts in a channel of Slack, one a second.
create table call_turns (
  company text not null,
  -- A vendor and what it counts together, such as "slack chat.postMessage C1" or "helpscout".
  lane text not null,
  -- When the whole allowance is free again.
  free_at timestamptz not null,
  primary key (company, lane)
);
