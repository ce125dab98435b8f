-- why the last scan of an upload said nothing; null: there was none, or it has found something out
alter table upload add column note text;
