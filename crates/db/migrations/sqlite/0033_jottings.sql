-- What somebody has typed in a form and not sent: one text for each person, form and matter. In a case it is sealed as a draft
-- is: its twin under the case's key, each value behind it to whom it is about; elsewhere to whoever writes it.
create table jottings (
    id blob not null primary key,
    person_id blob not null references persons (id),
    place text not null check (place in ('request', 'answer', 'own_statement', 'statement', 'ruling', 'template', 'guide')),
    about blob not null,
    case_id blob references cases (id),
    fields_sealed blob not null,
    version integer not null,
    saved_at integer not null,
    unique (person_id, place, about)
) strict;
create index jottings_case on jottings (case_id);

create table jotting_values (
    jotting_id blob not null references jottings (id) on delete cascade,
    person_id blob not null references persons (id),
    values_sealed blob not null,
    primary key (jotting_id, person_id)
) strict;
create index jotting_values_person on jotting_values (person_id);
