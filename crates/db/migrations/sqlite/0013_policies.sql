-- What waits for a second pair of eyes, and the editions of the policies.
create table approvals (
    id blob not null primary key,
    act text not null,
    eyes text not null check (eyes in ('four', 'dual')),
    resource_kind text not null,
    resource_id text not null,
    resource_version integer,
    edition text not null,
    digest blob not null,
    input_sealed blob,
    proposed_by blob references staff (id),
    proposed_at integer not null,
    lapses_at integer not null,
    state text not null check (state in ('waiting', 'approved', 'declined', 'used')),
    decided_by blob references staff (id),
    decided_role_edition integer,
    decided_at integer,
    reason_sealed blob,
    used_at integer
) strict;
create index approvals_lapsing on approvals (lapses_at);
create index approvals_proposed_by on approvals (proposed_by);
create index approvals_decided_by on approvals (decided_by);

create table policy_editions (
    number integer not null primary key,
    edition text not null,
    proposed_by blob references staff (id),
    approved_by blob references staff (id),
    approval_id blob references approvals (id),
    reverts integer references policy_editions (number),
    note text not null,
    in_force_from integer not null
) strict;
create index policy_editions_proposed_by on policy_editions (proposed_by);
create index policy_editions_approved_by on policy_editions (approved_by);
create index policy_editions_approval on policy_editions (approval_id);
create index policy_editions_reverts on policy_editions (reverts);

create table policy_texts (
    number integer not null references policy_editions (number),
    position_index integer not null,
    file text not null,
    text text not null,
    based_on text not null,
    primary key (number, file)
) strict;
