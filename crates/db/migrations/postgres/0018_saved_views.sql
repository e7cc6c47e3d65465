-- Saved views and key bindings of the staff; and what the board tells of messages, by index.
create table saved_views (
    id uuid not null primary key,
    staff_id uuid not null references staff (id),
    name_sealed bytea not null,
    filter_sealed bytea not null,
    created_at bigint not null,
    dropped_at bigint
);
create index saved_views_staff on saved_views (staff_id, created_at, id);

create table staff_keys (
    staff_id uuid not null primary key references staff (id),
    bindings text not null
);

create index messages_answers on messages (case_id, at) where direction = 'out' and kind = 'public';
create index messages_unconfirmed on messages (case_id) where is_confirmed = false;
