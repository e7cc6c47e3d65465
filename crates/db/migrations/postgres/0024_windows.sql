-- The messages of a long case are read a window at a time, in the order of time.
create index messages_in_time on messages (case_id, at, position_index);

-- Of indexes that look alike to it, SQLite takes the latest; where these two serve, they serve better.
drop index messages_answers;
drop index messages_unconfirmed;
create index messages_answers on messages (case_id, at) where direction = 'out' and kind = 'public';
create index messages_unconfirmed on messages (case_id) where is_confirmed = false;
