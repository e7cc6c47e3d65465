-- Keyed hashes of folded words, in order; never the words.
create table search_rows (
    id bigint not null generated always as identity primary key,
    message_id uuid not null unique references messages (id),
    case_id uuid not null,
    words tsvector not null
);
create index search_rows_case on search_rows (case_id);
create index search_rows_words on search_rows using gin (words);
