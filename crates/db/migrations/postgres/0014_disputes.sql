-- Disputes: who sits in them, what is said to whom, rulings, directions, and holds.
alter table cases add column arbitrator_id uuid references staff (id);
alter table cases add column second_arbitrator_id uuid references staff (id);
alter table cases add column third_arbitrator_id uuid references staff (id);
alter table cases add column case_manager_id uuid references staff (id);
alter table cases add column respondent_id uuid references persons (id);
create index cases_respondent on cases (respondent_id, opened_at, id) where respondent_id is not null;

create table disputes (
    case_id uuid not null primary key references cases (id),
    stage text not null check (stage in ('filed', 'hearing', 'decided', 'declined')),
    origin_case_id uuid references cases (id),
    appealed_ruling_id uuid unique,
    respondent_role text,
    n_arbitrators bigint not null check (n_arbitrators in (1, 3)),
    filed_at bigint not null
);
create index disputes_stage on disputes (stage, filed_at, case_id);
create index disputes_origin on disputes (origin_case_id, case_id) where origin_case_id is not null;

create table seats (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    staff_id uuid not null references staff (id),
    seat text not null check (seat in ('arbitrator', 'case_manager')),
    is_declined boolean not null,
    reason_id uuid references messages (id),
    at bigint not null,
    ended_at bigint
);
create index seats_case on seats (case_id, at, id);
create index seats_staff on seats (staff_id, at, id);

create table hearing_messages (
    message_id uuid not null primary key references messages (id),
    case_id uuid not null references cases (id),
    part text not null check (part in ('complaint', 'respondent', 'relief', 'statement', 'reason', 'ruling',
        'sealed_ruling')),
    visibility text not null check (visibility in ('all_parties', 'claimant', 'respondent', 'tribunal'))
);
create index hearing_messages_case on hearing_messages (case_id, message_id);

create table rulings (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    number text not null unique,
    position_index bigint not null check (position_index > 0),
    message_id uuid not null references messages (id),
    is_interim boolean not null,
    is_sealed boolean not null,
    state text not null check (state in ('waiting', 'in_force', 'withdrawn')),
    digest bytea not null,
    n_needed bigint not null check (n_needed > 0),
    made_at bigint not null,
    in_force_at bigint,
    released_at bigint,
    released_by uuid references staff (id),
    published_text text,
    unique (case_id, position_index)
);
create index rulings_published on rulings (in_force_at, id) where in_force_at is not null and (is_sealed or released_at is not null);
create index rulings_open on rulings (made_at, id) where state <> 'withdrawn' and released_at is null;

create table ruling_signatures (
    ruling_id uuid not null references rulings (id),
    staff_id uuid not null references staff (id),
    is_of_board boolean not null,
    digest bytea not null,
    at bigint not null,
    primary key (ruling_id, staff_id)
);

create table directions (
    id uuid not null primary key,
    ruling_id uuid not null references rulings (id),
    position_index bigint not null,
    holder_staff_id uuid references staff (id),
    holder_role text,
    acts text not null,
    fields text not null,
    case_id uuid references cases (id),
    not_before bigint not null,
    expires_at bigint not null,
    n_uses_max bigint not null check (n_uses_max > 0),
    precedent_kind text,
    precedent_queue_id uuid references queues (id),
    unique (ruling_id, position_index)
);

create table direction_persons (
    direction_id uuid not null references directions (id),
    person_id uuid not null references persons (id),
    primary key (direction_id, person_id)
);

create table holds (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    case_id uuid not null references cases (id),
    set_by uuid not null references staff (id),
    set_at bigint not null,
    ended_by uuid references staff (id),
    ended_at bigint
);
create index holds_person on holds (person_id, set_at, id) where ended_at is null;
create index holds_case on holds (case_id, set_at, id);

create table legal_signs (
    case_id uuid not null primary key references cases (id),
    sign_sealed bytea not null,
    at bigint not null
);
