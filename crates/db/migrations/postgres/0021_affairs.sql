-- Cases that belong together: links between two, and cases that are part of another. A part keeps its messages, its key
-- and its number; how it stood, and how the one that took it in stood, is kept to be given back.
alter table cases add column merged_into uuid references cases (id);
create index cases_merged_into on cases (merged_into, id) where merged_into is not null;

create table case_merges (
    id uuid not null primary key,
    from_case_id uuid not null references cases (id),
    into_case_id uuid not null references cases (id),
    merged_by uuid not null references staff (id),
    merged_at bigint not null,
    state text not null check (state in ('pending', 'open', 'waiting', 'resolved', 'closed')),
    assignee_id uuid references staff (id),
    is_self_assigned boolean not null,
    assigned_at bigint,
    due_since bigint,
    due_target_secs bigint,
    into_state text not null check (into_state in ('pending', 'open', 'waiting', 'resolved', 'closed')),
    into_due_since bigint,
    into_due_target_secs bigint,
    into_version bigint not null,
    separated_by uuid references staff (id),
    separated_at bigint
);
create unique index case_merges_standing on case_merges (from_case_id) where separated_at is null;
create index case_merges_into on case_merges (into_case_id, merged_at, id);
create index case_merges_assignee on case_merges (assignee_id) where assignee_id is not null;
create index case_merges_merged_by on case_merges (merged_by);

create table case_links (
    id uuid not null primary key,
    case_id uuid not null references cases (id),
    other_case_id uuid not null references cases (id),
    kind text not null check (kind in ('related', 'duplicate_of', 'caused_by', 'follow_up_of', 'split_from')),
    linked_by uuid not null references staff (id),
    linked_at bigint not null,
    unlinked_by uuid references staff (id),
    unlinked_at bigint
);
create unique index case_links_standing on case_links (case_id, other_case_id, kind) where unlinked_at is null;
create index case_links_other on case_links (other_case_id, linked_at, id);
create index case_links_linked_by on case_links (linked_by);
