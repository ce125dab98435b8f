-- What users send, where servers share the database: each of them has a copy.
create table upload (
    id          varchar(64)                 not null primary key,
    owner       text                        not null,
    thread_id   text,
    name        text                        not null,
    bytes       bigint                      not null,
    hash        varchar(64)                 not null,
    received_at timestamp(6) with time zone not null,
    scanned     boolean                     not null,
    refused     text,
    -- which server has it scanned, and for how long others leave that to it
    scan_by     varchar(64)                 not null default '',
    scan_until  timestamp(6) with time zone not null default current_timestamp,
    -- of all changes of uploads, the last that was one of this
    change      bigint                      not null
);
create index upload_owner on upload (owner);
create table upload_part (
    upload_id varchar(64) not null references upload on delete cascade,
    number    integer     not null,
    bytes     bytea       not null,
    primary key (upload_id, number)
);
-- much of it is compressed already
alter table upload_part alter column bytes set storage external;
-- One row. Who changes an upload counts first and commits next, so that who has read a number has seen all up to it.
create table upload_change (
    number bigint not null
);
insert into upload_change (number) values (0);
-- Up to which change each server's questions find what was sent.
create table upload_server (
    server  varchar(64)                 not null primary key,
    change  bigint                      not null,
    seen_at timestamp(6) with time zone not null
);
