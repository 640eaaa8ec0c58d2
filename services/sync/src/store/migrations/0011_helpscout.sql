-- The token of the help desk's app; one account is one company.
create table helpscout_tokens (
  company text primary key,
  -- Sealed, see sealed.ts.
  token text not null,
  expires_at timestamptz not null
);

-- Saved replies of the help desk as they were last read, and what colleagues changed about them lately.
create table helpscout_saved_replies (
  company text not null,
  mailbox_id bigint not null,
  id bigint not null,
  name text not null,
  html text not null,
  -- Of name and text: the help desk tells no version.
  digest text not null,
  seen_at timestamptz not null default clock_timestamp(),
  gone_at timestamptz,
  -- {kind: renamed | edited | deleted, before}: the last change, kept for the doctor.
  change jsonb,
  changed_at timestamptz,
  primary key (company, mailbox_id, id)
);

-- Links to the public form that carry the conversation they were sent in. Their codes are not here; each stands in the
-- link in the payload of the draft it was placed with, and in the help desk. A code is worth one submission.
create table form_invitations (
  code_digest text primary key,
  company text not null,
  conversation_id bigint not null,
  name text,
  email text,
  made_at timestamptz not null default clock_timestamp(),
  -- The requester's page (a digest) of the submission it was used for; null: none yet.
  used_by text
);
create index form_invitations_made_at on form_invitations (made_at);

-- When the directory was last asked how the account of a request is, in between.
create table account_looks (
  instance_id uuid primary key references instances on delete cascade,
  looked_at timestamptz not null default clock_timestamp()
);
