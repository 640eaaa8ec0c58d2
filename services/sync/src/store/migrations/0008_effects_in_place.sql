-- An effect changes its state many times. As long as no index speaks of the state, and there is room beside the row, such
-- a change touches no index: these say the same by columns that change at the end alone.
drop index effects_due;
drop index effects_dead;
create index effects_unfinished on effects (due_at) where finished_at is null;
create index effects_given_up on effects (finished_at) where problem is not null and finished_at is not null;
alter table effects set (fillfactor = 60);
