-- People, the staff among them, and what the installation remembers about itself.
create table settings (
    key text not null primary key,
    value text not null
);

create table persons (
    id uuid not null primary key,
    name_sealed bytea,
    created_at bigint not null,
    erased_at bigint
);

create table person_addresses (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    address_sealed bytea not null,
    created_at bigint not null
);
create index person_addresses_person on person_addresses (person_id);

create table staff (
    id uuid not null primary key,
    person_id uuid not null unique references persons (id),
    position_index bigint not null unique,
    role_edition bigint not null,
    is_active boolean not null,
    signing_sealed bytea,
    signing_not_after bigint,
    created_at bigint not null
);

create table staff_roles (
    staff_id uuid not null references staff (id),
    role text not null check (role in ('triage', 'support_engineer', 'case_manager', 'arbitrator',
        'team_leader', 'board_member', 'system_administrator', 'security_analyst', 'counsel',
        'publisher', 'auditor', 'administrator')),
    primary key (staff_id, role)
);
