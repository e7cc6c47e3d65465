-- What the staff are writing: one text for each case, member and kind. As of a message, its twin is sealed under the case's key,
-- and dies with the requester; each value behind it is sealed to whom it is about.
create table drafts (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    staff_id uuid not null references staff (id),
    kind text not null check (kind in ('reply', 'note')),
    text_twin bytea not null,
    n_seen bigint not null check (n_seen >= 0),
    version bigint not null,
    saved_at bigint not null,
    unique (case_id, staff_id, kind)
);
create index drafts_staff on drafts (staff_id, saved_at, id);

create table draft_values (
    draft_id uuid not null references drafts (id) on delete cascade,
    person_id uuid not null references persons (id),
    values_sealed bytea not null,
    primary key (draft_id, person_id)
);
create index draft_values_person on draft_values (person_id);
