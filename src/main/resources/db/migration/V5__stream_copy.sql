-- What running answers have sent so far, for servers that do not write them. It may vanish, and is not in the write-ahead
-- log: after a crash it is empty, and whoever writes an answer copies it anew.
create unlogged table stream_copy (
    message_id varchar(100) primary key,
    owner      varchar(500) not null,
    thread_id  varchar(100) not null,
    protocol   varchar(100) not null,
    started_at timestamp(6) with time zone not null,
    sealed     boolean not null default false,
    expires_at timestamp(6) with time zone not null
);
create index stream_copy_expires on stream_copy (expires_at);
-- whole frames, numbered on from those before
create unlogged table stream_frame (
    message_id varchar(100) not null,
    last_id    bigint not null,
    frames     bytea not null,
    primary key (message_id, last_id)
);
