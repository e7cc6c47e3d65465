-- What the staff are writing: one text for each case, member and kind, sealed under the case's key, and so dead with its requester.
create table drafts (
    id blob not null primary key,
    case_id blob not null references cases (id),
    staff_id blob not null references staff (id),
    kind text not null check (kind in ('reply', 'note')),
    text_sealed blob not null,
    n_seen integer not null check (n_seen >= 0),
    version integer not null,
    saved_at integer not null,
    unique (case_id, staff_id, kind)
) strict;
create index drafts_staff on drafts (staff_id, saved_at, id);
