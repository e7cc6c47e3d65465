-- Under which word key a message's words are hashed (after a destruction all are hashed anew), and the queue of its
-- case, so that a search need not look up the case of each message that matches.
alter table search_rows add column word_key blob;
alter table search_rows add column queue_id blob;
update search_rows set queue_id = (select queue_id from cases where cases.id = search_rows.case_id);
