-- What the staff want to be told of, and what each of them was told: which event of which case, never a word of it.
create table notice_hours (
    staff_id blob not null primary key references staff (id),
    daily_hour integer not null check (daily_hour >= 0),
    quiet_from integer check (quiet_from >= 0),
    quiet_until integer check (quiet_until >= 0)
) strict;

create table notice_ways (
    staff_id blob not null references notice_hours (staff_id),
    event text not null check (event in ('assigned', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived')),
    mail text not null check (mail in ('never', 'at_once', 'hourly', 'daily')),
    in_browser integer not null check (in_browser in (0, 1)),
    primary key (staff_id, event)
) strict;

create table notices (
    id blob not null primary key,
    staff_id blob not null references staff (id),
    about text not null,
    event text not null check (event in ('assigned', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived')),
    case_id blob references cases (id),
    approval_id blob references approvals (id),
    at integer not null,
    leaves_at integer,
    batch_id blob,
    sent_at integer
) strict;
create unique index notices_once on notices (staff_id, about);
create index notices_leaving on notices (leaves_at, staff_id) where batch_id is null and leaves_at is not null;
create index notices_batch on notices (batch_id, at, id) where batch_id is not null;
create index notices_at on notices (at);

-- Clocks that pass within a minute are looked for each minute.
create index cases_clocks on cases (due_at, id) where state <> 'closed';

-- How much somebody wrote lately is counted before the staff are told of it.
create index messages_of_sender on messages (author_person_id, at) where direction = 'in';
