-- What requesters said of the answers that they got.
create table outcomes (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    is_helped boolean not null,
    at bigint not null
);
create index outcomes_case on outcomes (case_id, at, id);
