-- Requests of a store that came out of a backup, for which mails may have been sent after it that the store knows nothing
-- of: so many mails of each wait for a person's word. No reference: a row of what is gone holds nobody up.
create table restored_doubts (
  instance_id uuid primary key,
  mails integer not null check (mails > 0)
);

-- The journal of a company, sealed day by day (UTC): a digest over the lines of the day and the digest of the day before.
create table journal_seals (
  company text not null,
  day date not null,
  lines integer not null,
  digest text not null,
  -- Of each line its number and the beginning of its digest: they say which line does not fit.
  marks text[] not null,
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (company, day)
);

-- What is mixed into the digest of what people said and wrote in the story of an instance: without it nobody finds out
-- from a digest what stood there, so that the words can go one day and the seal stay.
create table journal_salts (
  instance_id uuid primary key,
  salt text not null
);
