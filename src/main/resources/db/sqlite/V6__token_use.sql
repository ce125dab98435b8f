-- The table of db/migration at the same version.
create table token_use (
    owner  text    not null primary key,
    day    text    not null,
    tokens integer not null
) without rowid;
