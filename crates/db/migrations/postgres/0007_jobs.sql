-- Slow follow-up work, claimed by runners.
create table jobs (
    id uuid not null primary key,
    name text not null,
    payload text not null,
    run_at bigint not null,
    n_tries bigint not null,
    claimed_until bigint,
    state text not null check (state in ('ready', 'done', 'given_up')),
    fault text,
    created_at bigint not null
);
create index jobs_ready on jobs (run_at, id) where state = 'ready';
