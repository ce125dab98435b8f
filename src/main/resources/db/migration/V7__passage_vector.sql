-- Vectors of passages, for all servers that have the same documents: each is made by one of them.
create table passage_vector (
    model         text                        not null,
    -- a hash of what the vector is made from
    key           bytea                       not null,
    -- floats, the highest byte first; empty: the model knows no vector for it; null: a server is making it
    vector        bytea,
    -- for so long others leave it to that server
    claimed_until timestamp(6) with time zone not null,
    -- some server had the passage then, give or take some days
    used_at       timestamp(6) with time zone not null default current_timestamp,
    primary key (model, key)
);
-- nothing of it can be compressed
alter table passage_vector alter column vector set storage external;
create index passage_vector_used on passage_vector (used_at);
