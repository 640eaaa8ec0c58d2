-- Deliveries that an operator had routed again: who, when, and what they were before.
create table delivery_replays (
  id bigint generated always as identity primary key,
  delivery_id bigint not null,
  at timestamptz not null default now(),
  by_name text not null,
  state_before text not null,
  reason_before text
);
create index delivery_replays_of_delivery on delivery_replays (delivery_id, id);
