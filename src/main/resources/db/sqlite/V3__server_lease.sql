-- One server has the embedded database: nobody's lease has to say more.
alter table server_lease add column name text not null default '';
alter table server_lease add column replicas integer not null default 0;
alter table server_lease add column judges_from integer not null default 0;
