-- Under which word key a message's words are hashed: after a destruction all are hashed anew. Nothing is filled in:
-- rows without a key are hashed at the next start.
alter table search_rows add column word_key bytea;
