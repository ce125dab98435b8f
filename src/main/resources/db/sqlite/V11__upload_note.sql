-- One server has the embedded database: uploads are in its data folder. A script has to have a statement, and the result of a
-- query would be printed.
delete from server_lease where 1 = 0;
