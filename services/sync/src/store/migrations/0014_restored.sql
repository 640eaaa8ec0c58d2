-- Requests of a store that came out of a backup, for which mails may have been sent after it that the store knows nothing
-- of: so many mails of each wait for a person's word. No reference: a row of what is gone holds nobody up.
create table restored_doubts (
  instance_id uuid primary key,
  mails integer not null check (mails > 0)
);
