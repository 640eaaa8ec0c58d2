-- A new table has no statistics for its first minutes, and whatever index fits by its first column looks good then. With
-- the id first each of these serves what it was made for, and nothing else.
drop index crm_records_of_person;
drop index crm_records_of_organization;
drop index crm_records_persons_of_organization;
create index crm_deals_of_person on crm_records (person_id, company, id) where entity = 'deal';
create index crm_deals_of_organization on crm_records (organization_id, company, id) where entity = 'deal';
create index crm_persons_of_organization on crm_records (organization_id, company, id) where entity = 'person';

-- Rows that change often keep room beside them: a change without a new key then touches no index.
alter table instances set (fillfactor = 70);
alter table crm_records set (fillfactor = 70);
