-- One server has the embedded database: nobody else could look at its streams.
select 1;
