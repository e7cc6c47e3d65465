-- Queues and the cases in them.
create table queues (
    id uuid not null primary key,
    name text not null unique,
    first_response_secs bigint not null check (first_response_secs > 0),
    position_index bigint not null,
    is_active boolean not null,
    version bigint not null
);

create table queue_roles (
    queue_id uuid not null references queues (id),
    role text not null,
    primary key (queue_id, role)
);

create table cases (
    id uuid not null primary key,
    number text not null unique,
    kind text not null check (kind in ('request', 'incident', 'dispute', 'problem', 'change')),
    day text not null,
    sequence bigint not null check (sequence > 0),
    state text not null check (state in ('pending', 'open', 'waiting', 'resolved', 'closed')),
    queue_id uuid not null references queues (id),
    requester_id uuid not null references persons (id),
    assignee_id uuid references staff (id),
    is_self_assigned boolean not null,
    assigned_at bigint,
    class text not null check (class in ('personal', 'legal', 'private_business', 'public')),
    due_since bigint,
    due_target_secs bigint,
    due_at bigint,
    opened_at bigint not null,
    updated_at bigint not null,
    n_messages bigint not null,
    language text,
    subject_twin bytea not null,
    excerpt_twin bytea not null,
    suggested_case_id uuid references cases (id),
    version bigint not null,
    unique (kind, day, sequence)
);
create index cases_board on cases (queue_id, state, updated_at, id);
create index cases_open on cases (queue_id, due_at, state) where state <> 'closed';
create index cases_requester on cases (requester_id, opened_at, id);
create index cases_assignee on cases (assignee_id, updated_at, id);

create table case_persons (
    case_id uuid not null references cases (id),
    person_id uuid not null references persons (id),
    is_participant boolean not null,
    primary key (case_id, person_id)
);
create index case_persons_person on case_persons (person_id);

create table case_labels (
    case_id uuid not null references cases (id),
    match_key bytea not null,
    kind text not null,
    number bigint not null,
    primary key (case_id, kind, match_key)
);
