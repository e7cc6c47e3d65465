-- Sheets (templates of replies, and guides) in editions, guides at work in cases, and which edition a reply came from.
create table sheets (
    id uuid not null primary key,
    kind text not null check (kind in ('template', 'guide')),
    name text not null,
    language text not null,
    version bigint not null,
    unique (kind, name, language)
);

create table sheet_editions (
    sheet_id uuid not null references sheets (id),
    number bigint not null check (number > 0),
    title text not null,
    role text,
    is_offered boolean not null,
    text text not null,
    note text not null,
    reverts bigint,
    made_by uuid references staff (id),
    made_at bigint not null,
    primary key (sheet_id, number)
);
create index sheet_editions_made_by on sheet_editions (made_by);

create table sheet_queues (
    sheet_id uuid not null references sheets (id),
    number bigint not null,
    queue_id uuid not null references queues (id),
    primary key (sheet_id, number, queue_id)
);
create index sheet_queues_queue on sheet_queues (queue_id);

create table guide_runs (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    sheet_id uuid not null references sheets (id),
    number bigint not null,
    started_by uuid not null references staff (id),
    started_at bigint not null,
    stopped_by uuid references staff (id),
    stopped_at bigint,
    version bigint not null
);
create unique index guide_runs_open on guide_runs (case_id, sheet_id) where stopped_at is null;
create index guide_runs_case on guide_runs (case_id, started_at, id);
create index guide_runs_sheet on guide_runs (sheet_id, number);
create index guide_runs_started_by on guide_runs (started_by);
create index guide_runs_stopped_by on guide_runs (stopped_by);

create table guide_ticks (
    id uuid not null primary key,
    run_id uuid not null references guide_runs (id),
    step_number bigint not null check (step_number > 0),
    staff_id uuid not null references staff (id),
    at bigint not null,
    message_id uuid references messages (id),
    undone_by uuid references staff (id),
    undone_at bigint
);
create unique index guide_ticks_standing on guide_ticks (run_id, step_number) where undone_at is null;
create index guide_ticks_run on guide_ticks (run_id, at, id);
create index guide_ticks_staff on guide_ticks (staff_id);
create index guide_ticks_message on guide_ticks (message_id);
create index guide_ticks_undone_by on guide_ticks (undone_by);

create table message_sheets (
    message_id uuid not null primary key references messages (id),
    sheet_id uuid not null references sheets (id),
    number bigint not null
);
create index message_sheets_sheet on message_sheets (sheet_id, number);
