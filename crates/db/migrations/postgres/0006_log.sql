-- The log: entries as canonical bytes, their leaves, tree nodes, checkpoints.
create table entries (
    id uuid not null primary key,
    canonical bytea not null,
    seal bytea not null,
    log_index bigint unique check (log_index >= 0),
    leaf_hash bytea,
    leaf_seal bytea,
    at bigint not null,
    act text not null,
    outcome text not null,
    who_kind text not null,
    who_id text not null,
    resource_kind text not null,
    resource_id text not null,
    case_id uuid,
    person_id uuid
);
create index entries_pending on entries (at, id) where log_index is null;
create index entries_case on entries (case_id, log_index);
create index entries_person on entries (person_id, log_index);
create index entries_act on entries (act, log_index);

create table nodes (
    level bigint not null,
    position bigint not null,
    hash bytea not null,
    primary key (level, position)
);

create table checkpoints (
    size bigint not null primary key,
    note text not null,
    frontier bytea not null,
    at bigint not null
);
