-- The tables of db/migration at the same version, in SQLite's words: moments are microseconds since 1970.

create table thread (
    owner         text    not null,
    thread_id     text    not null,
    name          text    not null,
    named         integer not null,
    metadata      text,
    created_at    integer not null,
    updated_at    integer not null,
    message_count integer not null,
    primary key (owner, thread_id)
) without rowid;

create index thread_by_activity on thread (owner, updated_at, thread_id);

create table message (
    -- the order within a thread
    seq               integer not null primary key,
    message_id        text    not null unique,
    owner             text    not null,
    thread_id         text    not null,
    role              text    not null,
    status            text    not null,
    content           text    not null,
    sources           text,
    error_code        text    not null default '',
    prompt_tokens     integer,
    completion_tokens integer,
    total_tokens      integer,
    duration_ms       integer,
    first_token_ms    integer,
    created_at        integer not null,
    finished_at       integer,
    server_id         text,
    finish_reason     text
);

create index message_by_thread on message (owner, thread_id, seq);

create index message_by_server on message (server_id) where server_id is not null;

create table server_lease (
    server_id  text    not null primary key,
    expires_at integer not null
) without rowid;

-- How the texts of open answers grew. Appended to, read in its order, and swept out when answers have ended.
create table open_text (
    message_id text    not null,
    -- so many code points of what the rows before this one make stay
    kept       integer not null,
    more       text    not null
);
