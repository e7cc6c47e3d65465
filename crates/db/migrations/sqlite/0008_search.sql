-- Keyed hashes of folded words, in order; never the words.
create table search_rows (
    id integer not null primary key,
    message_id blob not null unique references messages (id),
    case_id blob not null
) strict;
create index search_rows_case on search_rows (case_id);
create virtual table search_words using fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii'
);
