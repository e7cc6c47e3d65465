-- What the staff are writing: one text for each case, member and kind. As of a message, its twin is sealed under the case's key,
-- and dies with the requester; each value behind it is sealed to whom it is about.
create table drafts (
    id blob not null primary key,
    case_id blob not null references cases (id),
    staff_id blob not null references staff (id),
    kind text not null check (kind in ('reply', 'note')),
    text_twin blob not null,
    n_seen integer not null check (n_seen >= 0),
    version integer not null,
    saved_at integer not null,
    unique (case_id, staff_id, kind)
) strict;
create index drafts_staff on drafts (staff_id, saved_at, id);

create table draft_values (
    draft_id blob not null references drafts (id) on delete cascade,
    person_id blob not null references persons (id),
    values_sealed blob not null,
    primary key (draft_id, person_id)
) strict;
create index draft_values_person on draft_values (person_id);
