-- That two of the staff say that one of them met a person and saw who they are. What was said of the meeting is sealed to
-- that person; it counts for sessions that are strong by something that stood when they were met.
create table assurances (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    case_id uuid not null references cases (id),
    met_by uuid not null references staff (id),
    seconded_by uuid not null references staff (id),
    said_sealed bytea not null,
    made_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    ended_by uuid references persons (id)
);
create index assurances_person on assurances (person_id);
