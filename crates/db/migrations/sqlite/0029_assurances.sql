-- That two of the staff say that one of them met a person and saw who they are. What was said of the meeting is sealed to
-- that person; it counts for sessions that are strong by something that was theirs before the day of the meeting.
create table assurances (
    id blob not null primary key,
    person_id blob not null references persons (id),
    case_id blob not null references cases (id),
    met_by blob not null references staff (id),
    seconded_by blob not null references staff (id),
    said_sealed blob not null,
    held_before integer not null,
    made_at integer not null,
    expires_at integer not null,
    ended_at integer,
    ended_by blob references persons (id)
) strict;
create index assurances_person on assurances (person_id);

-- By which passkey or app a session is strong: the oldest that was shown in it.
alter table sessions add column factor_id blob;

-- What was said of meetings and does not count, for whoever forgets it.
create index approvals_meetings on approvals (lapses_at) where act = 'person.assure' and input_sealed is not null;
