-- why the model stopped writing; null: the answer did not come to its end, or is older than this column
alter table message add column finish_reason varchar(100);
