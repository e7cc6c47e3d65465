-- What is said in cases: twins sealed under the case's key, values under the keys of whom they are about.
create table messages (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    position_index bigint not null,
    kind text not null check (kind in ('public', 'internal')),
    direction text not null check (direction in ('in', 'out')),
    author_person_id uuid references persons (id),
    author_staff_id uuid references staff (id),
    identity text not null check (identity in ('unknown', 'address_controlled', 'signed_in')),
    at bigint not null,
    is_confirmed boolean not null,
    automatic text,
    fault text,
    n_attachments bigint not null,
    language text,
    subject_twin bytea not null,
    text_twin bytea not null,
    unique (case_id, position_index)
);

create table message_values (
    message_id uuid not null references messages (id),
    person_id uuid not null references persons (id),
    values_sealed bytea not null,
    primary key (message_id, person_id)
);
create index message_values_person on message_values (person_id);

create table blobs (
    id uuid not null primary key,
    message_id uuid not null references messages (id),
    kind text not null check (kind in ('raw', 'html', 'attachment')),
    position_index bigint not null,
    name_twin bytea not null,
    media_type text not null,
    n_bytes bigint not null,
    wrap bytea not null
);
create index blobs_message on blobs (message_id, position_index);

create table looks (
    id uuid not null primary key,
    message_id uuid not null references messages (id),
    case_id uuid not null references cases (id),
    person_id uuid not null references persons (id),
    staff_id uuid not null references staff (id),
    role text not null,
    clause text not null,
    is_self boolean not null,
    reason_sealed bytea,
    at bigint not null
);
create index looks_person on looks (person_id, at);
create index looks_staff on looks (staff_id, at);
create index looks_message on looks (message_id);
