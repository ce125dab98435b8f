-- Who is signed in to the page, where servers share the database.
create table page_session (
    -- of the secret that the browser has, which is kept nowhere
    hash       varchar(64) not null primary key,
    -- by which the oldest of one user give way
    whose      text        not null,
    credential text        not null,
    expires_at timestamptz not null
);
create index page_session_whose on page_session (whose, expires_at);
create index page_session_expires on page_session (expires_at);
