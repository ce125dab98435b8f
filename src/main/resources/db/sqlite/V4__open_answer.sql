-- One server has the embedded database, and knows without a table what it writes.
alter table server_lease add column streams text not null default '';
