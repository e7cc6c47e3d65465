-- Sessions, one-time links, API tokens, counters.
create table sessions (
    id uuid not null primary key,
    secret_mac bytea not null unique,
    person_id uuid not null references persons (id),
    staff_id uuid references staff (id),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);
create index sessions_person on sessions (person_id);
create index sessions_staff on sessions (staff_id) where staff_id is not null;

create table links (
    id uuid not null primary key,
    secret_mac bytea unique,
    address_sealed bytea,
    person_id uuid references persons (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index links_person on links (person_id);

create table api_tokens (
    id uuid not null primary key,
    secret_mac bytea not null unique,
    staff_id uuid not null references staff (id),
    scopes text,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    ended_at bigint
);
create index api_tokens_staff on api_tokens (staff_id);

create table counters (
    key_mac bytea not null,
    window_at bigint not null,
    n bigint not null,
    primary key (key_mac, window_at)
);
create index counters_window on counters (window_at);

create table idempotency (
    key_mac bytea not null primary key,
    request_mac bytea not null,
    status bigint,
    body_sealed bytea,
    created_at bigint not null
);
create index idempotency_created on idempotency (created_at);
