-- Slow follow-up work, claimed by runners.
create table jobs (
    id blob not null primary key,
    name text not null,
    payload text not null,
    run_at integer not null,
    n_tries integer not null,
    claimed_until integer,
    state text not null check (state in ('ready', 'done', 'given_up')),
    fault text,
    created_at integer not null
) strict;
create index jobs_ready on jobs (run_at, id) where state = 'ready';
