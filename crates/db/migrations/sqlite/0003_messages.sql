-- What is said in cases: twins sealed under the case's key, values under the keys of whom they are about.
create table messages (
    id blob not null primary key,
    case_id blob not null references cases (id),
    position_index integer not null,
    kind text not null check (kind in ('public', 'internal')),
    direction text not null check (direction in ('in', 'out')),
    author_person_id blob references persons (id),
    author_staff_id blob references staff (id),
    identity text not null check (identity in ('unknown', 'address_controlled', 'signed_in')),
    at integer not null,
    is_confirmed integer not null check (is_confirmed in (0, 1)),
    automatic text,
    fault text,
    n_attachments integer not null,
    language text,
    subject_twin blob not null,
    text_twin blob not null,
    unique (case_id, position_index)
) strict;

create table message_values (
    message_id blob not null references messages (id),
    person_id blob not null references persons (id),
    values_sealed blob not null,
    primary key (message_id, person_id)
) strict;
create index message_values_person on message_values (person_id);

create table blobs (
    id blob not null primary key,
    message_id blob not null references messages (id),
    kind text not null check (kind in ('raw', 'html', 'attachment')),
    position_index integer not null,
    name_twin blob not null,
    media_type text not null,
    n_bytes integer not null,
    wrap blob not null
) strict;
create index blobs_message on blobs (message_id, position_index);

create table looks (
    id blob not null primary key,
    message_id blob not null references messages (id),
    case_id blob not null references cases (id),
    person_id blob not null references persons (id),
    staff_id blob not null references staff (id),
    role text not null,
    clause text not null,
    is_self integer not null check (is_self in (0, 1)),
    reason_sealed blob,
    at integer not null
) strict;
create index looks_person on looks (person_id, at);
create index looks_staff on looks (staff_id, at);
create index looks_message on looks (message_id);
