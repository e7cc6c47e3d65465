-- Where cases can be handed over to, and every handover: open until it is accepted, with a copy of its own of what its
-- destination was.
create table destinations (
    id uuid not null primary key,
    name text not null unique,
    purpose text not null,
    kind text not null check (kind in ('queue', 'member', 'role', 'outside')),
    queue_id uuid references queues (id),
    staff_id uuid references staff (id),
    role text,
    address_sealed bytea,
    audience text not null,
    accept_secs bigint not null check (accept_secs > 0),
    is_active boolean not null,
    version bigint not null
);
create index destinations_queue on destinations (queue_id) where queue_id is not null;
create index destinations_staff on destinations (staff_id) where staff_id is not null;

create table handovers (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    destination_id uuid not null references destinations (id),
    name text not null,
    kind text not null check (kind in ('queue', 'member', 'role', 'outside')),
    queue_id uuid references queues (id),
    staff_id uuid references staff (id),
    role text,
    address_sealed bytea,
    audience text not null,
    given_by uuid not null references staff (id),
    given_at bigint not null,
    due_at bigint not null,
    note_twin bytea not null,
    words_twin bytea,
    is_reduced boolean not null,
    told text not null check (told in ('not_yet', 'nothing', 'number', 'words')),
    state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
    ended_by uuid references staff (id),
    ended_at bigint,
    lapsed_at bigint,
    reason_twin bytea,
    version bigint not null
);
create unique index handovers_standing on handovers (case_id) where state in ('open', 'lapsed');
create index handovers_case on handovers (case_id, given_at, id);
create index handovers_due on handovers (due_at, id) where state = 'open';
create index handovers_destination on handovers (destination_id);
create index handovers_given_by on handovers (given_by);
create index handovers_queue on handovers (queue_id) where queue_id is not null;
create index handovers_staff on handovers (staff_id) where staff_id is not null;
create index handovers_ended_by on handovers (ended_by) where ended_by is not null;

-- The staff are told of handovers, too.
alter table notice_ways drop constraint notice_ways_event_check;
alter table notice_ways add constraint notice_ways_event_check
    check (event in ('assigned', 'offered', 'lapsed', 'settled', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived'));
alter table notices drop constraint notices_event_check;
alter table notices add constraint notices_event_check
    check (event in ('assigned', 'offered', 'lapsed', 'settled', 'named', 'answered', 'clock_near', 'clock_late', 'second', 'arrived'));

-- Who chose before there were these chose nothing about them: they are told as whoever never chose.
insert into notice_ways (staff_id, event, mail, in_browser)
    select staff_id, 'offered', 'hourly', false from notice_hours;
insert into notice_ways (staff_id, event, mail, in_browser)
    select staff_id, 'lapsed', 'at_once', false from notice_hours;
insert into notice_ways (staff_id, event, mail, in_browser)
    select staff_id, 'settled', 'hourly', false from notice_hours;
