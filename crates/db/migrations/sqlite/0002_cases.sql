-- Queues and the cases in them.
create table queues (
    id blob not null primary key,
    name text not null unique,
    first_response_secs integer not null check (first_response_secs > 0),
    position_index integer not null,
    is_active integer not null check (is_active in (0, 1)),
    version integer not null
) strict;

create table queue_roles (
    queue_id blob not null references queues (id),
    role text not null,
    primary key (queue_id, role)
) strict;

create table cases (
    id blob not null primary key,
    number text not null unique,
    kind text not null check (kind in ('request', 'incident', 'dispute', 'problem', 'change')),
    day text not null,
    sequence integer not null check (sequence > 0),
    state text not null check (state in ('pending', 'open', 'waiting', 'resolved', 'closed')),
    queue_id blob not null references queues (id),
    requester_id blob not null references persons (id),
    assignee_id blob references staff (id),
    is_self_assigned integer not null check (is_self_assigned in (0, 1)),
    assigned_at integer,
    class text not null check (class in ('personal', 'legal', 'private_business', 'public')),
    due_since integer,
    due_target_secs integer,
    due_at integer,
    opened_at integer not null,
    updated_at integer not null,
    n_messages integer not null,
    language text,
    subject_twin blob not null,
    excerpt_twin blob not null,
    suggested_case_id blob references cases (id),
    version integer not null,
    unique (kind, day, sequence)
) strict;
create index cases_board on cases (queue_id, state, updated_at, id);
create index cases_open on cases (queue_id, due_at, state) where state <> 'closed';
create index cases_requester on cases (requester_id, opened_at, id);
create index cases_assignee on cases (assignee_id, updated_at, id);

create table case_persons (
    case_id blob not null references cases (id),
    person_id blob not null references persons (id),
    is_participant integer not null check (is_participant in (0, 1)),
    primary key (case_id, person_id)
) strict;
create index case_persons_person on case_persons (person_id);

create table case_labels (
    case_id blob not null references cases (id),
    match_key blob not null,
    kind text not null,
    number integer not null,
    primary key (case_id, kind, match_key)
) strict;
