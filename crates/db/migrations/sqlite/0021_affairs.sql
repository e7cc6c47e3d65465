-- Cases that belong together: links between two, and cases that are part of another. A part keeps its messages, its key
-- and its number; how it stood, and how the one that took it in stood, is kept to be given back.
alter table cases add column merged_into blob references cases (id);
create index cases_merged_into on cases (merged_into, id) where merged_into is not null;

create table case_merges (
    id blob not null primary key,
    from_case_id blob not null references cases (id),
    into_case_id blob not null references cases (id),
    merged_by blob not null references staff (id),
    merged_at integer not null,
    state text not null check (state in ('pending', 'open', 'waiting', 'resolved', 'closed')),
    assignee_id blob references staff (id),
    is_self_assigned integer not null check (is_self_assigned in (0, 1)),
    assigned_at integer,
    due_since integer,
    due_target_secs integer,
    into_state text not null check (into_state in ('pending', 'open', 'waiting', 'resolved', 'closed')),
    into_due_since integer,
    into_due_target_secs integer,
    into_version integer not null,
    separated_by blob references staff (id),
    separated_at integer
) strict;
create unique index case_merges_standing on case_merges (from_case_id) where separated_at is null;
create index case_merges_into on case_merges (into_case_id, merged_at, id);
create index case_merges_assignee on case_merges (assignee_id) where assignee_id is not null;
create index case_merges_merged_by on case_merges (merged_by);

create table case_links (
    id blob not null primary key,
    case_id blob not null references cases (id),
    other_case_id blob not null references cases (id),
    kind text not null check (kind in ('related', 'duplicate_of', 'caused_by', 'follow_up_of', 'split_from')),
    linked_by blob not null references staff (id),
    linked_at integer not null,
    unlinked_by blob references staff (id),
    unlinked_at integer
) strict;
create unique index case_links_standing on case_links (case_id, other_case_id, kind) where unlinked_at is null;
create index case_links_other on case_links (other_case_id, linked_at, id);
create index case_links_linked_by on case_links (linked_by);
