-- How much senders of the public form (addresses of the network, e-mail addresses; digests of both) have used of what
-- they may send: by `free_at` all of it is theirs again. One row per sender, the same on every node.
create table request_form_limits (
  sender text primary key,
  free_at timestamptz not null
);
create index request_form_limits_free on request_form_limits (free_at);
