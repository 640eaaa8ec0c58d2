-- When a person is erased, a line keeps what happened, when and by whom, and of the rest the digest that its seal is made
-- of (keeping/journal-digest.ts); null: nothing was erased.
alter table journal add said_digest text;

-- What the digests of the lines of a day are made of: 1 before this release, 2 lets the rest of an erased line be checked.
alter table journal_seals add form integer not null default 1;

-- Persons who were erased: digests of their addresses, each mixed with the salt beside it, so that a backup from before
-- is not a way back. Nobody's name stands here.
create table erasures (
  -- Empty: in all companies.
  company text not null,
  salt text not null,
  digest text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (company, salt, digest)
);

-- What stands in the place of an erased address where it still has to be known again (opt_outs). Null: nobody was
-- erased yet.
create function erased_address(address text) returns text language sql stable as $$
  select 'sha256:' || encode(sha256(convert_to(value #>> '{}' || address, 'UTF8')), 'hex')
  from company_facts where company = '' and name = 'erasure-salt'
$$;
