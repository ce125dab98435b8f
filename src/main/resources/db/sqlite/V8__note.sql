-- The column of db/migration at the same version.
alter table message add column note text;
