-- People, the staff among them, and what the installation remembers about itself.
create table settings (
    key text not null primary key,
    value text not null
) strict;

create table persons (
    id blob not null primary key,
    name_sealed blob,
    created_at integer not null,
    erased_at integer
) strict;

create table person_addresses (
    id blob not null primary key,
    person_id blob not null references persons (id),
    address_sealed blob not null,
    created_at integer not null
) strict;
create index person_addresses_person on person_addresses (person_id);

create table staff (
    id blob not null primary key,
    person_id blob not null unique references persons (id),
    position_index integer not null unique,
    role_edition integer not null,
    is_active integer not null check (is_active in (0, 1)),
    signing_sealed blob,
    signing_not_after integer,
    created_at integer not null
) strict;

create table staff_roles (
    staff_id blob not null references staff (id),
    role text not null check (role in ('triage', 'support_engineer', 'case_manager', 'arbitrator',
        'team_leader', 'board_member', 'system_administrator', 'security_analyst', 'counsel',
        'publisher', 'auditor', 'administrator')),
    primary key (staff_id, role)
) strict;
