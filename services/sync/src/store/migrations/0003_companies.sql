-- The Pipedrive companies this installation serves. A company that uninstalls the app is locked: its data stays, and
-- nothing reads or writes it until somebody of it installs again.
create table companies (
  id text primary key,
  name text not null,
  -- Where its API is: https://{company}.pipedrive.com.
  api_url text not null,
  state text not null check (state in ('active', 'locked')),
  locked_because text check (locked_because in ('uninstalled', 'access-revoked')),
  installed_at timestamptz not null default now(),
  locked_at timestamptz,
  -- Grows with every change that other nodes have to hear of.
  revision bigint not null default 1
);

-- What each person who installed the app lets us do. Both tokens are sealed (sealed.ts).
create table pipedrive_tokens (
  company text not null references companies on delete cascade,
  user_id bigint not null,
  is_admin boolean not null,
  scopes text[] not null,
  access_token text not null,
  refresh_token text not null,
  expires_at timestamptz not null,
  -- When Pipedrive refused to renew it; the person has to install again.
  refused_at timestamptz,
  granted_at timestamptz not null default now(),
  primary key (company, user_id)
);

-- The webhooks we registered, each with its own password (sealed).
create table webhook_subscriptions (
  id uuid primary key,
  company text not null references companies on delete cascade,
  object text not null,
  -- Null while it is being created.
  webhook_id bigint,
  password text not null,
  created_at timestamptz not null default now()
);
create index webhook_subscriptions_of_company on webhook_subscriptions (company, object);

-- Every version of a company's settings; the newest one holds.
create table settings_history (
  company text not null references companies on delete cascade,
  revision integer not null,
  settings jsonb not null,
  changes jsonb not null,
  changed_by_id bigint,
  changed_by_name text not null,
  changed_at timestamptz not null default now(),
  primary key (company, revision)
);
