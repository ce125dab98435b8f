-- The answers that are being written, and those that wait for them: in each thread one at the most is written,
-- whichever server does it. A row is made and removed in the transactions that accept and finish its answer.
create table open_answer (
    message_id varchar(100)                not null primary key,
    owner      varchar(500)                not null,
    thread_id  varchar(100)                not null,
    server_id  varchar(100)                not null,
    -- in the line of its thread; 0: it is being written
    place      integer                     not null,
    -- somebody wants it to end: stop, or another is to come in its place: replace, roll_back
    stop       varchar(20),
    started_at timestamp(6) with time zone not null,
    unique (owner, thread_id, place)
);

-- a JSON object: what a server's streams are doing
alter table server_lease add column streams varchar not null default '';
