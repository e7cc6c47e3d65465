-- Sheets (templates of replies, and guides) in editions, guides at work in cases, and which edition a reply came from.
create table sheets (
    id blob not null primary key,
    kind text not null check (kind in ('template', 'guide')),
    name text not null,
    language text not null,
    version integer not null,
    unique (kind, name, language)
) strict;

create table sheet_editions (
    sheet_id blob not null references sheets (id),
    number integer not null check (number > 0),
    title text not null,
    role text,
    is_offered integer not null check (is_offered in (0, 1)),
    text text not null,
    note text not null,
    reverts integer,
    made_by blob references staff (id),
    made_at integer not null,
    primary key (sheet_id, number)
) strict;
create index sheet_editions_made_by on sheet_editions (made_by);

create table sheet_queues (
    sheet_id blob not null references sheets (id),
    number integer not null,
    queue_id blob not null references queues (id),
    primary key (sheet_id, number, queue_id)
) strict;
create index sheet_queues_queue on sheet_queues (queue_id);

create table guide_runs (
    id blob not null primary key,
    case_id blob not null references cases (id),
    sheet_id blob not null references sheets (id),
    number integer not null,
    started_by blob not null references staff (id),
    started_at integer not null,
    stopped_by blob references staff (id),
    stopped_at integer,
    version integer not null
) strict;
create unique index guide_runs_open on guide_runs (case_id, sheet_id) where stopped_at is null;
create index guide_runs_case on guide_runs (case_id, started_at, id);
create index guide_runs_sheet on guide_runs (sheet_id, number);
create index guide_runs_started_by on guide_runs (started_by);
create index guide_runs_stopped_by on guide_runs (stopped_by);

create table guide_ticks (
    id blob not null primary key,
    run_id blob not null references guide_runs (id),
    step_number integer not null check (step_number > 0),
    staff_id blob not null references staff (id),
    at integer not null,
    message_id blob references messages (id),
    undone_by blob references staff (id),
    undone_at integer
) strict;
create unique index guide_ticks_standing on guide_ticks (run_id, step_number) where undone_at is null;
create index guide_ticks_run on guide_ticks (run_id, at, id);
create index guide_ticks_staff on guide_ticks (staff_id);
create index guide_ticks_message on guide_ticks (message_id);
create index guide_ticks_undone_by on guide_ticks (undone_by);

create table message_sheets (
    message_id blob not null primary key references messages (id),
    sheet_id blob not null references sheets (id),
    number integer not null
) strict;
create index message_sheets_sheet on message_sheets (sheet_id, number);
