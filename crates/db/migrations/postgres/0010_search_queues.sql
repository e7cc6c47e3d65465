-- The queue of a message's case, so that a search need not look up the case of each message that matches. Filled in
-- when the words are hashed.
alter table search_rows add column queue_id uuid;
