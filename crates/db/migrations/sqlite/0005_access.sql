-- Sessions, one-time links, API tokens, counters.
create table sessions (
    id blob not null primary key,
    secret_mac blob not null unique,
    person_id blob not null references persons (id),
    staff_id blob references staff (id),
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null,
    ended_at integer
) strict;
create index sessions_person on sessions (person_id);
create index sessions_staff on sessions (staff_id) where staff_id is not null;

create table links (
    id blob not null primary key,
    secret_mac blob unique,
    address_sealed blob,
    person_id blob references persons (id),
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict;
create index links_person on links (person_id);

create table api_tokens (
    id blob not null primary key,
    secret_mac blob not null unique,
    staff_id blob not null references staff (id),
    scopes text,
    created_at integer not null,
    expires_at integer not null,
    used_at integer,
    ended_at integer
) strict;
create index api_tokens_staff on api_tokens (staff_id);

create table counters (
    key_mac blob not null,
    window_at integer not null,
    n integer not null,
    primary key (key_mac, window_at)
) strict;
create index counters_window on counters (window_at);

create table idempotency (
    key_mac blob not null primary key,
    request_mac blob not null,
    status integer,
    body_sealed blob,
    created_at integer not null
) strict;
create index idempotency_created on idempotency (created_at);
