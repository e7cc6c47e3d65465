-- The log: entries as canonical bytes, their leaves, tree nodes, checkpoints.
create table entries (
    id blob not null primary key,
    canonical blob not null,
    seal blob not null,
    log_index integer unique check (log_index >= 0),
    leaf_hash blob,
    leaf_seal blob,
    at integer not null,
    act text not null,
    outcome text not null,
    who_kind text not null,
    who_id text not null,
    resource_kind text not null,
    resource_id text not null,
    case_id blob,
    person_id blob
) strict;
create index entries_pending on entries (at, id) where log_index is null;
create index entries_case on entries (case_id, log_index);
create index entries_person on entries (person_id, log_index);
create index entries_act on entries (act, log_index);

create table nodes (
    level integer not null,
    position integer not null,
    hash blob not null,
    primary key (level, position)
) strict;

create table checkpoints (
    size integer not null primary key,
    note text not null,
    frontier blob not null,
    at integer not null
) strict;
