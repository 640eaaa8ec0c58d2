-- What an effect would have written outside, had its decision not been taken in shadow mode: [{vendor, method, path,
-- body}]. Null: it is carried out for real.
alter table effects add shadow jsonb;
