-- What the staff are writing: one text for each case, member and kind, sealed under the case's key, and so dead with its requester.
create table drafts (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    staff_id uuid not null references staff (id),
    kind text not null check (kind in ('reply', 'note')),
    text_sealed bytea not null,
    n_seen bigint not null check (n_seen >= 0),
    version bigint not null,
    saved_at bigint not null,
    unique (case_id, staff_id, kind)
);
create index drafts_staff on drafts (staff_id, saved_at, id);
