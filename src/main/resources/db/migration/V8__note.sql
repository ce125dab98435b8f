-- what a client noted at its question and its answer repeats, as JSON; null: nothing, or the question is older than this column
alter table message add column note text;
