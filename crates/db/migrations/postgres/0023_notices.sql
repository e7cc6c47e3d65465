-- What the staff want to be told of, and what each of them was told: which event of which case, never a word of it.
create table notice_hours (
    staff_id uuid not null primary key references staff (id),
    daily_hour bigint not null check (daily_hour >= 0),
    quiet_from bigint check (quiet_from >= 0),
    quiet_until bigint check (quiet_until >= 0)
);

create table notice_ways (
    staff_id uuid not null references notice_hours (staff_id),
    event text not null check (event in ('assigned', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived')),
    mail text not null check (mail in ('never', 'at_once', 'hourly', 'daily')),
    in_browser boolean not null,
    primary key (staff_id, event)
);

create table notices (
    id uuid not null primary key,
    staff_id uuid not null references staff (id),
    about text not null,
    event text not null check (event in ('assigned', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived')),
    case_id uuid references cases (id),
    approval_id uuid references approvals (id),
    at bigint not null,
    leaves_at bigint,
    batch_id uuid,
    sent_at bigint
);
create unique index notices_once on notices (staff_id, about);
create index notices_leaving on notices (leaves_at, staff_id) where batch_id is null and leaves_at is not null;
create index notices_batch on notices (batch_id, at, id) where batch_id is not null;
create index notices_at on notices (at);

-- Clocks that pass within a minute are looked for each minute.
create index cases_clocks on cases (due_at, id) where state <> 'closed';

-- How much somebody wrote lately is counted before the staff are told of it.
create index messages_of_sender on messages (author_person_id, at) where direction = 'in';
