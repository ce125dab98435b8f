-- Model tokens that each owner used on the last day on which there were any, where a day's tokens are limited.
create table token_use (
    owner  varchar(500) not null primary key,
    -- in UTC, as 2026-03-01
    day    varchar(10)  not null,
    tokens bigint       not null
);
