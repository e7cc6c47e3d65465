-- Saved views and key bindings of the staff; and what the board tells of messages, by index.
create table saved_views (
    id blob not null primary key,
    staff_id blob not null references staff (id),
    name_sealed blob not null,
    filter_sealed blob not null,
    created_at integer not null,
    dropped_at integer
) strict;
create index saved_views_staff on saved_views (staff_id, created_at, id);

create table staff_keys (
    staff_id blob not null primary key references staff (id),
    bindings text not null
) strict;

create index messages_answers on messages (case_id, at) where direction = 'out' and kind = 'public';
create index messages_unconfirmed on messages (case_id) where is_confirmed = false;
