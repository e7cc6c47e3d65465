-- What waits for a second pair of eyes, and the editions of the policies.
create table approvals (
    id uuid not null primary key,
    act text not null,
    eyes text not null check (eyes in ('four', 'dual')),
    resource_kind text not null,
    resource_id text not null,
    resource_version bigint,
    edition text not null,
    digest bytea not null,
    input_sealed bytea,
    proposed_by uuid references staff (id),
    proposed_at bigint not null,
    lapses_at bigint not null,
    state text not null check (state in ('waiting', 'approved', 'declined', 'used')),
    decided_by uuid references staff (id),
    decided_role_edition bigint,
    decided_at bigint,
    reason_sealed bytea,
    used_at bigint
);
create index approvals_lapsing on approvals (lapses_at);
create index approvals_proposed_by on approvals (proposed_by);
create index approvals_decided_by on approvals (decided_by);

create table policy_editions (
    number bigint not null primary key,
    edition text not null,
    proposed_by uuid references staff (id),
    approved_by uuid references staff (id),
    approval_id uuid references approvals (id),
    reverts bigint references policy_editions (number),
    note text not null,
    in_force_from bigint not null
);
create index policy_editions_proposed_by on policy_editions (proposed_by);
create index policy_editions_approved_by on policy_editions (approved_by);
create index policy_editions_approval on policy_editions (approval_id);
create index policy_editions_reverts on policy_editions (reverts);

create table policy_texts (
    number bigint not null references policy_editions (number),
    position_index bigint not null,
    file text not null,
    text text not null,
    based_on text not null,
    primary key (number, file)
);
