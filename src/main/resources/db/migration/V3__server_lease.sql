-- Who shares the database, and who does not mean to.
alter table server_lease add column name varchar(255) not null default '';
alter table server_lease add column replicas boolean not null default false;
-- before this moment its server takes nobody for dead
alter table server_lease add column judges_from timestamp(6) with time zone not null default current_timestamp;
