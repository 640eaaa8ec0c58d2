-- The accounts that wait to be activated, among all that are: the directory is asked for those alone.
drop index concurrently if exists accounts_waiting;
create index concurrently accounts_waiting on instances (company, created_at, id)
  where process = 'account-request' and step = 'accepted' and state #>> '{account,state}' in ('invited', 'expired');
