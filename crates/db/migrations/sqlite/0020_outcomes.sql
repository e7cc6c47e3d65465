-- What requesters said of the answers that they got.
create table outcomes (
    id blob not null primary key,
    case_id blob not null references cases (id),
    is_helped integer not null check (is_helped in (0, 1)),
    at integer not null
) strict;
create index outcomes_case on outcomes (case_id, at, id);
