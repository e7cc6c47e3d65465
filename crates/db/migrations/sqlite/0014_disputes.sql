-- Disputes: who sits in them, what is said to whom, rulings, directions, and holds.
alter table cases add column arbitrator_id blob references staff (id);
alter table cases add column second_arbitrator_id blob references staff (id);
alter table cases add column third_arbitrator_id blob references staff (id);
alter table cases add column case_manager_id blob references staff (id);
alter table cases add column respondent_id blob references persons (id);
create index cases_respondent on cases (respondent_id, opened_at, id) where respondent_id is not null;

create table disputes (
    case_id blob not null primary key references cases (id),
    stage text not null check (stage in ('filed', 'hearing', 'decided', 'declined')),
    origin_case_id blob references cases (id),
    appealed_ruling_id blob unique,
    respondent_role text,
    n_arbitrators integer not null check (n_arbitrators in (1, 3)),
    filed_at integer not null
) strict;
create index disputes_stage on disputes (stage, filed_at, case_id);
create index disputes_origin on disputes (origin_case_id, case_id) where origin_case_id is not null;

create table seats (
    id blob not null primary key,
    case_id blob not null references cases (id),
    staff_id blob not null references staff (id),
    seat text not null check (seat in ('arbitrator', 'case_manager')),
    is_declined integer not null check (is_declined in (0, 1)),
    reason_id blob references messages (id),
    at integer not null,
    ended_at integer
) strict;
create index seats_case on seats (case_id, at, id);
create index seats_staff on seats (staff_id, at, id);

create table hearing_messages (
    message_id blob not null primary key references messages (id),
    case_id blob not null references cases (id),
    part text not null check (part in ('complaint', 'respondent', 'relief', 'statement', 'reason', 'ruling',
        'sealed_ruling')),
    visibility text not null check (visibility in ('all_parties', 'claimant', 'respondent', 'tribunal'))
) strict;
create index hearing_messages_case on hearing_messages (case_id, message_id);

create table rulings (
    id blob not null primary key,
    case_id blob not null references cases (id),
    number text not null unique,
    position_index integer not null check (position_index > 0),
    message_id blob not null references messages (id),
    is_interim integer not null check (is_interim in (0, 1)),
    is_sealed integer not null check (is_sealed in (0, 1)),
    state text not null check (state in ('waiting', 'in_force', 'withdrawn')),
    digest blob not null,
    n_needed integer not null check (n_needed > 0),
    made_at integer not null,
    in_force_at integer,
    released_at integer,
    released_by blob references staff (id),
    published_text text,
    unique (case_id, position_index)
) strict;
create index rulings_published on rulings (in_force_at, id) where in_force_at is not null and (is_sealed or released_at is not null);
create index rulings_open on rulings (made_at, id) where state <> 'withdrawn' and released_at is null;

create table ruling_signatures (
    ruling_id blob not null references rulings (id),
    staff_id blob not null references staff (id),
    is_of_board integer not null check (is_of_board in (0, 1)),
    digest blob not null,
    at integer not null,
    primary key (ruling_id, staff_id)
) strict;

create table directions (
    id blob not null primary key,
    ruling_id blob not null references rulings (id),
    position_index integer not null,
    holder_staff_id blob references staff (id),
    holder_role text,
    acts text not null,
    fields text not null,
    case_id blob references cases (id),
    not_before integer not null,
    expires_at integer not null,
    n_uses_max integer not null check (n_uses_max > 0),
    precedent_kind text,
    precedent_queue_id blob references queues (id),
    unique (ruling_id, position_index)
) strict;

create table direction_persons (
    direction_id blob not null references directions (id),
    person_id blob not null references persons (id),
    primary key (direction_id, person_id)
) strict;

create table holds (
    id blob not null primary key,
    person_id blob not null references persons (id),
    case_id blob not null references cases (id),
    set_by blob not null references staff (id),
    set_at integer not null,
    ended_by blob references staff (id),
    ended_at integer
) strict;
create index holds_person on holds (person_id, set_at, id) where ended_at is null;
create index holds_case on holds (case_id, set_at, id);

create table legal_signs (
    case_id blob not null primary key references cases (id),
    sign_sealed blob not null,
    at integer not null
) strict;
