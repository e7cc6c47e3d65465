-- That two of the staff say that one of them met a person and saw who they are. What was said of the meeting is sealed to
-- that person; it counts for sessions that are strong by something that was theirs before the day of the meeting.
create table assurances (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    case_id uuid not null references cases (id),
    met_by uuid not null references staff (id),
    seconded_by uuid not null references staff (id),
    said_sealed bytea not null,
    held_before bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    ended_by uuid references persons (id)
);
create index assurances_person on assurances (person_id);

-- By which passkey or app a session is strong: the oldest that was shown in it.
alter table sessions add column factor_id uuid;

-- What was said of meetings and does not count, for whoever forgets it.
create index approvals_meetings on approvals (lapses_at) where act = 'person.assure' and input_sealed is not null;
