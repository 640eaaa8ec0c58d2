-- The accounts that wait to be activated, among all that are: the directory is asked for those alone.
drop index concurrently if exists accounts_waiting;
create index concurrently accounts_waiting on instances (company, created_at, id)
  where process = 'account-request' and step = 'accepted' and state #>> '{account,state}' in ('invited', 'expired');

-- What operators look for among the deliveries; the newest comes first.
drop index concurrently if exists deliveries_ignored;
create index concurrently deliveries_ignored on deliveries (id) where state = 'ignored';
drop index concurrently if exists deliveries_not_routed;
create index concurrently deliveries_not_routed on deliveries (id) where state in ('failed', 'unreadable');
drop index concurrently if exists deliveries_troubled;
