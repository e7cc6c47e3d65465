-- Where cases can be handed over to, and every handover: open until it is accepted, with a copy of its own of what its
-- destination was.
create table destinations (
    id blob not null primary key,
    name text not null unique,
    purpose text not null,
    kind text not null check (kind in ('queue', 'member', 'role', 'outside')),
    queue_id blob references queues (id),
    staff_id blob references staff (id),
    role text,
    address_sealed blob,
    audience text not null,
    accept_secs integer not null check (accept_secs > 0),
    is_active integer not null check (is_active in (0, 1)),
    version integer not null
) strict;
create index destinations_queue on destinations (queue_id) where queue_id is not null;
create index destinations_staff on destinations (staff_id) where staff_id is not null;

create table handovers (
    id blob not null primary key,
    case_id blob not null references cases (id),
    destination_id blob not null references destinations (id),
    name text not null,
    kind text not null check (kind in ('queue', 'member', 'role', 'outside')),
    queue_id blob references queues (id),
    staff_id blob references staff (id),
    role text,
    address_sealed blob,
    audience text not null,
    given_by blob not null references staff (id),
    given_at integer not null,
    due_at integer not null,
    note_twin blob not null,
    words_twin blob,
    is_reduced integer not null check (is_reduced in (0, 1)),
    told text not null check (told in ('not_yet', 'nothing', 'number', 'words')),
    state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
    ended_by blob references staff (id),
    ended_at integer,
    lapsed_at integer,
    reason_twin blob,
    version integer not null
) strict;
create unique index handovers_standing on handovers (case_id) where state in ('open', 'lapsed');
create index handovers_case on handovers (case_id, given_at, id);
create index handovers_due on handovers (due_at, id) where state = 'open';
create index handovers_destination on handovers (destination_id);
create index handovers_given_by on handovers (given_by);
create index handovers_queue on handovers (queue_id) where queue_id is not null;
create index handovers_staff on handovers (staff_id) where staff_id is not null;
create index handovers_ended_by on handovers (ended_by) where ended_by is not null;

-- The staff are told of handovers, too. SQLite changes no check of a table that stands.
create table notice_ways_new (
    staff_id blob not null references notice_hours (staff_id),
    event text not null check (event in ('assigned', 'offered', 'lapsed', 'settled', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived')),
    mail text not null check (mail in ('never', 'at_once', 'hourly', 'daily')),
    in_browser integer not null check (in_browser in (0, 1)),
    primary key (staff_id, event)
) strict;
insert into notice_ways_new (staff_id, event, mail, in_browser)
    select staff_id, event, mail, in_browser from notice_ways;
drop table notice_ways;
alter table notice_ways_new rename to notice_ways;

create table notices_new (
    id blob not null primary key,
    staff_id blob not null references staff (id),
    about text not null,
    event text not null check (event in ('assigned', 'offered', 'lapsed', 'settled', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived')),
    case_id blob references cases (id),
    approval_id blob references approvals (id),
    at integer not null,
    leaves_at integer,
    batch_id blob,
    sent_at integer
) strict;
insert into notices_new (id, staff_id, about, event, case_id, approval_id, at, leaves_at, batch_id, sent_at)
    select id, staff_id, about, event, case_id, approval_id, at, leaves_at, batch_id, sent_at from notices;
drop table notices;
alter table notices_new rename to notices;
create unique index notices_once on notices (staff_id, about);
create index notices_leaving on notices (leaves_at, staff_id) where batch_id is null and leaves_at is not null;
create index notices_batch on notices (batch_id, at, id) where batch_id is not null;
create index notices_at on notices (at);

-- Who chose before there were these chose nothing about them: they are told as whoever never chose.
insert into notice_ways (staff_id, event, mail, in_browser)
    select staff_id, 'offered', 'hourly', 0 from notice_hours;
insert into notice_ways (staff_id, event, mail, in_browser)
    select staff_id, 'lapsed', 'at_once', 0 from notice_hours;
insert into notice_ways (staff_id, event, mail, in_browser)
    select staff_id, 'settled', 'hourly', 0 from notice_hours;
