-- That two of the staff say that one of them met a person and saw who they are. What was said of the meeting is sealed to
-- that person; it counts for sessions that are strong by something that stood when they were met.
create table assurances (
    id blob not null primary key,
    person_id blob not null references persons (id),
    case_id blob not null references cases (id),
    met_by blob not null references staff (id),
    seconded_by blob not null references staff (id),
    said_sealed blob not null,
    made_at integer not null,
    expires_at integer not null,
    ended_at integer,
    ended_by blob references persons (id)
) strict;
create index assurances_person on assurances (person_id);
