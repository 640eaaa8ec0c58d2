-- Which node carries an effect out (node-name.ts): one that was killed may be the only one to know what has left.
alter table effects add column claimed_by text;
