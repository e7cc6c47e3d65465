-- Visits: the redacted texts of a case were read under an authority. Each used the authority once and bears the id of its
-- entry; what the same holder reads there until it is over is the same visit.
create table visits (
    id uuid not null primary key,
    authority_id uuid not null references authorities (id),
    case_id uuid not null references cases (id),
    person_id uuid not null references persons (id),
    staff_id uuid not null references staff (id),
    role text not null,
    clause text not null,
    at bigint not null
);
create index visits_holder on visits (staff_id, case_id, at);
create index visits_person on visits (person_id, at);
create index visits_authority on visits (authority_id, at);
