-- An effect under way whose decision makes no sense any more: should it fail, it is not tried again.
alter table effects add superseded boolean not null default false;

-- Who has to be told when an organization is heard of for the first time.
create index crm_records_persons_of_organization on crm_records (company, organization_id) where entity = 'person';
