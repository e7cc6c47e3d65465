-- Under which word key a message's words are hashed: after a destruction all are hashed anew.
alter table search_rows add column word_key blob;
